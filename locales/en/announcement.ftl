# Announcing a dialogue to residents, how far it has come, papers, and who comes.

# $commune - the commune with its kind, $title - title, $when - when, as far as it is known, $venue - where, $who - who is invited
announce-text =
    The People’s Committee of { $commune } invites you to { $title }.
    When: { $when }.
    Where: { $venue }. For: { $who }.
announce-day-later = Day and time will be announced later.
announce-opinions = You can send your opinion right here until the dialogue begins.
announce-opinions-later = When the commune begins to take opinions, you can send yours and register to speak right here.
# $head - who stands at the head of the hamlet, $office - where to come in person
announce-how = Please press a button to say whether you will come. Those without a phone can tell the { $head } or come to { $office }.

# $at - when it was announced before
announce-again = This dialogue was already announced at { TIME($at) }, { DAY($at) }. Announce it again?
# $days - days left, $notice - days that the law asks for
announce-late =
    Note: article 43 of the Law on Local Government Organisation 72/2025/QH15 asks for at least { $notice } days’ notice.
    { $days ->
        [0] The dialogue is today.
        [one] There is only { $days } day left.
       *[other] There are only { $days } days left.
    }
# $people - how many, $who - who is told
announce-preview =
    { $people ->
        [one] This message will go to { $people } person ({ $who }):
       *[other] This message will go to { $people } people ({ $who }):
    }
# $labels - buttons, one a line
announce-buttons =
    With these buttons:
    { $labels }
# $label - a button
announce-button = • { $label }
announce-send = Send the announcement
announce-send-again = Send it again
announce-changed = The text has changed just now. Please look at it again before sending.
# $at - when
announce-refused-already = This dialogue was announced just now, at { TIME($at) }, { DATE($at) }.
# $title - title, $people - how many
announce-sent =
    { $people ->
        [one] The announcement of { $title } is being sent to { $people } person.
       *[other] The announcement of { $title } is being sent to { $people } people.
    }
# $at - when quiet hours are over
announce-quiet = These are quiet hours: messages will go from { TIME($at) }, { DAY($at) }.
# $people - how many
announce-note =
    { $people ->
        [one] Announced in the chat to { $people } person.
       *[other] Announced in the chat to { $people } people.
    }

clerk-announce = Announce to residents
clerk-broadcasts = Progress of sending
clerk-poster = Poster, loudspeaker script

# $title - title
broadcast-none = Nothing was announced about { $title } yet.
broadcast-head = Progress of sending: { $title }
# $at - when it was made, $who - who is told, $state - how far it is
broadcast-announcement = Announcement of { TIME($at) } { DATE($at) }, for { $who }: { $state }.
broadcast-change = Change of { TIME($at) } { DATE($at) }, for those who got the announcement: { $state }.
broadcast-state-queueing = being prepared
broadcast-state-sending = being sent
broadcast-state-done = sent
broadcast-state-stopped = stopped
broadcast-state-replaced = stopped, because the conference has changed
# $queued - how many messages, $sent - sent, $waiting - waiting, $failed - not delivered
broadcast-counts = Messages: { $queued }. Sent: { $sent }. Waiting: { $waiting }. Not delivered: { $failed }.
# $why - reason in words, $count - how many
broadcast-failed = • { $why }: { $count }
broadcast-refresh = Refresh
# $at - when it was made
broadcast-stop = Stop sending ({ $at })
broadcast-at = { TIME($at) } { DATE($at) }
# $sent - how many have got it
broadcast-ask-stop = What was sent cannot be taken back (messages: { $sent }). The others will not get this message. Are you sure you want to stop?
broadcast-stop-now = Stop now
broadcast-stopped = Stopped. Whoever has not got this message will not get it.
broadcast-refused-unknown = There is no such sending.
broadcast-refused-ended = This sending has ended.
# $title - title
broadcast-result-announcement-done = The announcement of { $title } has been sent.
broadcast-result-announcement-stopped = The sending of the announcement of { $title } was stopped.
broadcast-result-change-done = Residents have been told what has changed of { $title }.
broadcast-result-change-stopped = Telling residents what has changed of { $title } was stopped.
trouble-stopped = the sending was stopped
trouble-replaced = the conference has changed
trouble-withdrawn = the person has withdrawn consent

poster-ask-hamlet = For which place shall the poster and the loudspeaker script be? The QR code leads to this dialogue and that place.
# $who - for which place
poster-made = The A4 poster for { $who }: the PDF to print, the PNG picture to send by messenger.
poster-script = Loudspeaker script:
poster-another = Another place

attend-yes = I will come
attend-no = I cannot come
# $title - title, $when - when, as far as it is known, $venue - where
attend-noted-yes = Noted: you will come to { $title } ({ $when }, at { $venue }). If you change your mind, please press the button below.
attend-noted-no = Noted: you cannot come to { $title } ({ $when }, at { $venue }). If you change your mind, please press the button below.
attend-mine-yes = You have answered: I will come.
attend-mine-no = You have answered: I cannot come.
# $yes - how many come, $no - how many do not
attend-count = Residents’ answers: { $yes } will come, { $no } cannot.
# $title - title, $state - postponed or cancelled
attend-refused-off = { $title }: { $state }. There is no need to answer now.
