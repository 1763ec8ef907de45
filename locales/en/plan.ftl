# Reading plans of dialogues.

plan-refused-scan = This file is a picture or a scan without text. Please send the Word file or a PDF made from it.
plan-refused-encrypted = This file has a password and cannot be read. Please remove the password and send it again.
plan-refused-type = This kind of file cannot be read. Please send a .docx, .pdf or .txt file.
plan-refused-too-big = This file is too big for a plan. Please send the plan alone.
plan-refused-broken = This file is damaged and cannot be opened. Please save it again and send it once more.
plan-refused-no-plan = This paper is no plan of dialogues.
