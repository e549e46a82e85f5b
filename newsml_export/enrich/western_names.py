"""x"""


def find_western_names(a, b, c):
    return ()
