"""Words for songs and composers."""

from __future__ import annotations

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.session import LIKED
from emotune_gui.domain.song import SongEmotion, SongInfo, SongKind
from emotune_gui.ui.language import figure
from emotune_gui.ui.wording import clock_time, mode_word, tonic_word, translate

SONGS = "songs"
"""The name under which songs are chosen as a composer."""


def song_emotion_word(emotion: SongEmotion) -> str:
    words = {
        SongEmotion.HAPPY: translate("Songs", "happy"),
        SongEmotion.ANGRY: translate("Songs", "angry"),
        SongEmotion.SAD: translate("Songs", "sad"),
        SongEmotion.CALM: translate("Songs", "calm"),
    }
    return words[emotion]


def label_word(song: SongInfo) -> str:
    if song.automatic:
        return translate("Songs", "automatic")
    return translate("Songs", "by hand")


def label_sentence(song: SongInfo) -> str:
    if song.automatic:
        return translate(
            "Songs", "Automatic: the program's own guess. Drag the point to correct it."
        )
    return translate("Songs", "By hand: a person said so. Drag the point to change it.")


def place_words(affect: Affect) -> str:
    """'happy: valence +0.6, arousal +0.5'."""
    line = translate("Songs", "{0}: valence {1}, arousal {2}")
    word = song_emotion_word(SongEmotion.of(affect))
    return line.format(word, figure(affect.valence, "+.2f"), figure(affect.arousal, "+.2f"))


def song_key_words(song: SongInfo) -> str:
    return f"{tonic_word(song.tonic)} {mode_word(song.mode)}"


def tempo_words(song: SongInfo) -> str:
    return translate("Songs", "{n} bpm").format(n=round(song.tempo_bpm))


def facts_words(song: SongInfo) -> str:
    """'reel, G major, 112 bpm, 00:52'."""
    kind = translate("Songs", "recording") if song.kind is SongKind.AUDIO else ""
    facts = (song.genre, kind, song_key_words(song), tempo_words(song), clock_time(song.duration_s))
    return ", ".join(fact for fact in facts if fact)


def title_words(song: SongInfo) -> str:
    """'Title, by Composer', for sentences and accessible names."""
    if not song.composer:
        return song.title
    return translate("Songs", "{0}, by {1}").format(song.title, song.composer)


def composer_word(name: str) -> str:
    """Who writes the music, in plain words."""
    words = {
        "rules": translate("Songs", "Composed by rules"),
        "rnn": translate("Songs", "Composed by a network"),
        "rnn-happy": translate("Songs", "A network that learned from happy songs"),
        "rnn-angry": translate("Songs", "A network that learned from angry songs"),
        "rnn-sad": translate("Songs", "A network that learned from sad songs"),
        "rnn-calm": translate("Songs", "A network that learned from calm songs"),
        SONGS: translate("Songs", "Songs, shaped live"),
        LIKED: translate("Songs", "As this client’s ratings prefer"),
    }
    return words.get(name, name)


def composer_short(name: str) -> str:
    """One or two words, for a row of figures."""
    words = {
        "rules": translate("Songs", "by rules"),
        "rnn": translate("Songs", "by a network"),
        "rnn-happy": translate("Songs", "network, happy"),
        "rnn-angry": translate("Songs", "network, angry"),
        "rnn-sad": translate("Songs", "network, sad"),
        "rnn-calm": translate("Songs", "network, calm"),
    }
    return words.get(name, name)


def composer_listed(name: str) -> str:
    """What fits the narrow list of the live page."""
    words = {
        "rules": translate("Songs", "Rules"),
        "rnn": translate("Songs", "Network"),
        "rnn-happy": translate("Songs", "Network, happy"),
        "rnn-angry": translate("Songs", "Network, angry"),
        "rnn-sad": translate("Songs", "Network, sad"),
        "rnn-calm": translate("Songs", "Network, calm"),
        SONGS: translate("Songs", "Songs"),
    }
    return words.get(name, name)


def composer_sentence(name: str) -> str:
    words = {
        "rules": translate("Songs", "The music is composed by rules."),
        "rnn": translate("Songs", "The music is composed by a network."),
        SONGS: translate("Songs", "Songs are played and shaped."),
        LIKED: translate(
            "Songs", "This client’s ratings say who makes the music; until they do, rules."
        ),
    }
    line = translate("Songs", "The music is composed by: {0}.")
    return words.get(name) or line.format(composer_word(name))
