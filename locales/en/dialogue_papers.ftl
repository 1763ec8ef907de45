# Papers of a dialogue that are begun here and finished in Word.

papers-button = Invitation, table of opinions, minutes
# $title - title of the dialogue
papers-list = { $title }: which paper do you need? What is known is filled in; numbers and signatures are left open.
papers-invitation = Letter of invitation (Word)
papers-opinions = Table of opinions (Word)
papers-table = Table of opinions (Excel)
papers-minutes = Minutes, a draft (Word)
papers-file-invitation = invitation
papers-file-opinions = opinions
papers-file-table = opinions
papers-file-minutes = minutes
papers-made = This is a draft. Please look through it and complete it before it is signed.
# $hamlet - the hamlet
papers-invited-hamlet = The households of { $hamlet }
# $unit - the commune with its kind
papers-invited-all = The people and organisations of { $unit }
papers-content-report = Report on what came of the opinions that people sent before the conference
papers-content-talk = Dialogue of the people with the leaders of the Party committee and the government
papers-content-conclusion = Conclusion by the chair
# $unit - the commune with its kind
papers-contact = The office of { $unit }
papers-channel-hamlet-head = Hamlet head
papers-channel-chat = Assistant
# $name - who speaks
papers-speaker = { $name }
# $code - reference code, $department - who deals with it, $text - what was decided
papers-decision = { $code }: { $text }. With { $department }.
# $due - the day promised
papers-decision-by = { $code }: { $text }. With { $department }, by { DATE($due) }.
