"""x"""


def find_japanese_names(a, b):
    return ()
