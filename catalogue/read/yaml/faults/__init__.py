"""What a broken line of YAML most likely was meant to be: a sentence, an example, and the mend that proves it."""
