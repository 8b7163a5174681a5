"""The General MIDI sound set by program number (MIDI 1.0, General MIDI level 1)."""

from __future__ import annotations

from emotune_gui.ui.sentences import sentence

GENERAL_MIDI: tuple[str, ...] = (
    *("grand piano", "bright piano", "electric grand", "honky-tonk piano"),
    *("electric piano", "electric piano 2", "harpsichord", "clavinet"),
    *("celesta", "glockenspiel", "music box", "vibraphone"),
    *("marimba", "xylophone", "tubular bells", "dulcimer"),
    *("drawbar organ", "percussive organ", "rock organ", "church organ"),
    *("reed organ", "accordion", "harmonica", "bandoneon"),
    *("nylon guitar", "steel guitar", "jazz guitar", "clean guitar"),
    *("muted guitar", "overdriven guitar", "distortion guitar", "guitar harmonics"),
    *("acoustic bass", "fingered bass", "picked bass", "fretless bass"),
    *("slap bass", "slap bass 2", "synth bass", "synth bass 2"),
    *("violin", "viola", "cello", "double bass"),
    *("tremolo strings", "pizzicato strings", "harp", "timpani"),
    *("strings", "slow strings", "synth strings", "synth strings 2"),
    *("choir", "voice oohs", "synth voice", "orchestra hit"),
    *("trumpet", "trombone", "tuba", "muted trumpet"),
    *("French horn", "brass", "synth brass", "synth brass 2"),
    *("soprano sax", "alto sax", "tenor sax", "baritone sax"),
    *("oboe", "English horn", "bassoon", "clarinet"),
    *("piccolo", "flute", "recorder", "pan flute"),
    *("blown bottle", "shakuhachi", "whistle", "ocarina"),
    *("square lead", "saw lead", "calliope lead", "chiff lead"),
    *("charang lead", "voice lead", "fifths lead", "bass lead"),
    *("new age pad", "warm pad", "polysynth pad", "choir pad"),
    *("bowed pad", "metallic pad", "halo pad", "sweep pad"),
    *("rain", "soundtrack", "crystal", "atmosphere"),
    *("brightness", "goblins", "echoes", "sci-fi"),
    *("sitar", "banjo", "shamisen", "koto"),
    *("kalimba", "bagpipe", "fiddle", "shanai"),
    *("tinkle bell", "agogo", "steel drums", "woodblock"),
    *("taiko", "melodic tom", "synth drum", "reverse cymbal"),
    *("fret noise", "breath noise", "seashore", "birds"),
    *("telephone", "helicopter", "applause", "gunshot"),
)


def instrument_name(program: int) -> str:
    """'oboe' for 68; a number outside 0-127 is given as it is."""
    return sentence(GENERAL_MIDI[program]) if 0 <= program < len(GENERAL_MIDI) else str(program)
