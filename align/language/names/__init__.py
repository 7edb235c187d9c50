"""Personal names: how Chinese names are spelt in English, where a text has them, how foreign ones are transcribed."""
