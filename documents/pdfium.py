"""PDFium must not be used by two threads at once: whoever opens a PDF holds this lock until it is closed."""

from threading import Lock

ONE_AT_A_TIME = Lock()
