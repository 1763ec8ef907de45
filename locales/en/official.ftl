# Official papers that people send back, edited in Word.

official-refused-unreadable = This file cannot be read. Please save it again as a Word file (.docx) and send it once more.
