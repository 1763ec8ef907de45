# Closing a dialogue, and what is carried into the next one.

clerk-carried = From the conference before
# $title - title of the dialogue
closing-page = Close { $title }
closing-missing-head = To be done first:
# $what - what is to be done
closing-missing = • { $what }
# $codes - reference codes
closing-questions = Questions of the Front without an answer: { $codes }. Reminders go on.
# $count - how many, $into - where they go
closing-unresolved-head = Not resolved: { $count }. { $into }
closing-unresolved = • { $code }: { $text }
# $title - title of the next dialogue
closing-into = They go into { $title }, and the senders are told once:
closing-into-later = They go into the next conference once there is one, and the senders are told once:
closing-ready = It can be closed.
# $title - title of the dialogue, $count - how many
carried-list = { $title }: { $count } matters from the conference before.
carried-count = Besides, { $count } matters come from the conference before.
# To the author. $next - title of the next dialogue
carried-to =
    { $title } is closed. Your opinion { $code } is not resolved, so it goes on to { $next }.
    { $department } goes on with it. You need not send it again.
carried-on =
    { $title } is closed. Your opinion { $code } is not resolved, so it goes on to the next conference.
    { $department } goes on with it. You need not send it again.
dialogue-refused-no-notice = The conclusion notice is not issued. Please open “Conclusion notice”, or mark the milestone as done where it was issued on paper.
# $missing - what has to be done
dialogue-refused-incomplete =
    It cannot be closed yet. To be done first:
    { $missing }
