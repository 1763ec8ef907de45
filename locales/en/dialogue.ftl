# Dialogue conferences.

# $whole - yes for the whole commune, $where - name of the commune or hamlet, $year - year
dialogue-title =
    { $whole ->
        [yes] Dialogue conference with the people of { $where } { $year }
       *[no] Dialogue conference in { $where } { $year }
    }
dialogue-title-extraordinary =
    { $whole ->
        [yes] Extraordinary dialogue conference with the people of { $where } in { $year }
       *[no] Extraordinary dialogue conference in { $where } in { $year }
    }
dialogue-coming = Coming dialogue conferences:
dialogue-none = No dialogue conference has been set yet. You can still send an opinion.
# $title - title, $when - when, as far as it is known, $venue - where, $state - state in words
dialogue-line = { $title }: { $when }, at { $venue } — { $state }.
# $starts - when
dialogue-when = { TIME($starts) }, { DAY($starts) }
# $window - the days it may be on
dialogue-when-open = day not fixed yet (by the plan: { $window })
dialogue-when-unknown = day not fixed yet
dialogue-day-open = day not fixed yet
# $day - day
window-day = { DATE($day) }
window-before = before { DATE($day) }
# $month - month, $year - year
window-month = { $month }/{ $year }
# $quarter - I to IV, $year - year
window-quarter = quarter { $quarter }/{ $year }
# $first - first day, $last - last day
window-range = { DATE($first) } to { DATE($last) }
dialogue-state-planned = not taking opinions yet
dialogue-state-announced = announced, not taking opinions yet
dialogue-state-collecting = taking opinions
dialogue-state-collated = no longer taking opinions
dialogue-state-answering = departments are preparing answers
dialogue-state-in-session = in session
dialogue-state-concluded = over, conclusion notice to come
dialogue-state-following-up = its conclusions are being followed up
dialogue-state-closed = closed
dialogue-state-postponed = postponed
dialogue-state-cancelled = cancelled
# $when - when, as far as it is known, $who - who is invited
dialogue-page =
    { $title }
    When: { $when }.
    Where: { $venue }. For: { $who }.
    Status: { $state }.
dialogue-speakers-open = Registration to speak is open.
# $until - when registration closes
dialogue-speakers-until = Registration to speak is open until { TIME($until) }, { DAY($until) }.
# $title - title, $when - when, $venue - where, $speakers - until when speakers register
dialogue-collecting =
    Opinions are now taken for { $title } ({ $when }, at { $venue }).
    { $speakers } Please tell the residents and send the opinions you collect.
# $limit - how many
dialogue-collecting-delegates = Each hamlet sends { $limit } to it.

dialogue-ask-unit = Is the conference for the whole commune or for one hamlet?
dialogue-label-unit = For
# $short - a day without its year, $day - the same day
dialogue-ask-day = Which day? For example { $short } or { DATE($day) }.
dialogue-label-day = Day
dialogue-no-day = The day is not clear. Please write it like { DATE($day) }.
# $day - the day that was written
dialogue-day-past = { DATE($day) } has passed. Please choose a coming day.
dialogue-ask-time = At what time? Please choose or write, for example 7h30.
dialogue-label-time = Time
dialogue-no-time = The time is not clear. Please write it like 7h30 or 14:00.
dialogue-ask-venue = Where? Please choose or write.
dialogue-label-venue = Venue
dialogue-ask-collecting = Should opinions be taken from now on?
dialogue-label-collecting = Opinions
dialogue-collect-now = Take them now
dialogue-collect-later = Later
dialogue-review = Please check the conference:
dialogue-send = Set up the conference
# $title - title
dialogue-created = Set up: { $title }.
dialogue-refused-past = This moment has passed. Please correct the day or the time.
dialogue-refused-unknown = This conference was not found.
dialogue-refused-over = This conference has already taken place.
dialogue-refused-when-planned = { $title } does not take opinions yet.
dialogue-refused-when-collecting = { $title } already takes opinions.
dialogue-refused-when-announced = { $title } is announced, but does not take opinions yet.
dialogue-refused-when-collated = { $title } no longer takes opinions.
dialogue-refused-when-answering = Answers to { $title } are being prepared.
dialogue-refused-when-in-session = { $title } is in session.
dialogue-refused-when-concluded = { $title } is over.
dialogue-refused-when-following-up = { $title } is over; its conclusions are being followed up.
dialogue-refused-when-closed = { $title } is closed.
dialogue-refused-when-postponed = { $title } is postponed. Please fix a new day first.
dialogue-refused-when-cancelled = { $title } was cancelled.

dialogue-see = See the conference
# $title - title, $when - when, $venue - where, $was - the day before, in words or nothing
dialogue-fixed = The day of { $title } is fixed: { $when }, at { $venue }.
dialogue-moved = { $title } has been moved: { $when }, at { $venue }{ $was }. Please note the new date.
# $reason - why
dialogue-postponed = { $title } is postponed{ $was }. Reason: { $reason }. You will be told the new day.
dialogue-cancelled = { $title } is cancelled{ $was }. Reason: { $reason }.
# there and back, while nobody had heard of it
dialogue-stays = { $title } is held as follows: { $when }, at { $venue }.
dialogue-moved-venue = { $title } has another venue: { $venue } (it was: { $was }). The time stays: { $when }.
# $before - when it was to be
dialogue-was = { " " }(it was: { $before })
# $before, $then - two schedules that were told one after the other
dialogue-was-both = { $before } and { $then }
# $starts - when, $venue - where
dialogue-was-at = { TIME($starts) }, { DAY($starts) }, at { $venue }
# $title - title, $when - when, as far as it is known
dialogue-date-now = { $title }: { $when }.
dialogue-date-review = Please check day and time. When you send this, those concerned are told once:
dialogue-date-send = Fix it
dialogue-dated = Noted: { $when }. Milestones have been computed again, those concerned have been told.
# $days - how many days before it must be announced, $law - the article
dialogue-too-soon =
    Please note: residents must be told at least { $days } days before ({ $law }), and this day leaves less time.
    If they have been told, please mark it as done under “Milestones”.
# $people - how many
dialogue-residents-told =
    { $people ->
        [one] { $people } other resident has got the announcement or waits for it, and is being told of the change.
       *[other] { $people } other residents have got the announcement or wait for it, and are being told of the change.
    }
dialogue-announce-again = As the day has changed, the notice that the law asks for has to be given again. Please press “Announce to residents” to invite everybody again.
# $title - title
# $head - who heads the hamlet
dialogue-off-postponed = Postponing { $title }: those who got the announcement, who speak or come, and { $head } will be told.
dialogue-off-cancelled = Cancelling { $title }: this cannot be undone. Those who got the announcement, who speak or come, and { $head } will be told.
dialogue-ask-reason = What is the reason? Those concerned will be told.
dialogue-label-reason = Reason
dialogue-off-review = Please check before those concerned are told:
dialogue-off-send = Confirm and tell them
dialogue-off-done = Noted; those concerned have been told.
dialogue-off-announced = Please tell those without a phone by loudspeaker.
# $when - when
dialogue-refused-same = This day, time and venue are noted already: { $when }.
dialogue-refused-not-yet = The day of { $title } has not come yet: { $when }.

clerk-dialogues = Dialogue conferences:
clerk-no-dialogues = There are no conferences yet.
clerk-new-dialogue = + Set up a conference
clerk-new-extraordinary = + Extraordinary conference
dialogue-leave-open = Day not yet fixed
clerk-move-collecting = Take opinions
clerk-move-collated = Stop taking opinions
clerk-move-answering = Have answers prepared
clerk-move-in-session = Begin the conference
clerk-move-concluded = End the conference
clerk-move-following-up = Follow its conclusions
clerk-move-closed = Close the conference
clerk-fix-day = Fix day and time
clerk-move-day = Move day or time
clerk-postpone = Postpone
clerk-cancel = Cancel the conference
clerk-milestones = Milestones
clerk-moved-collecting = Opinions are now taken: { $title }.
clerk-moved-collated = Opinions are no longer taken: { $title }.
clerk-moved-answering = Departments are preparing answers: { $title }.
clerk-moved-in-session = It has begun: { $title }.
clerk-moved-concluded = It is over: { $title }. Please issue the conclusion notice in time.
clerk-moved-following-up = Its conclusions are being followed: { $title }.
clerk-moved-closed = Closed: { $title }.
clerk-link = Link for residents
# $title - title, $links - links, one a line
clerk-links =
    Links that open { $title } directly:
    { $links }
clerk-speakers = List of speakers
# $title - title, $count - how many, $limit - how many may speak
clerk-speaker-list = { $title }: registered to speak: { $count }, at most { $limit } speak.
# $number - number, $name - who, $hamlet - from where, $topic - topic, $summary - what about, $seat - place, $needs - needs
clerk-speaker =
    No. { $number } · { $name } ({ $hamlet }) · { $seat }
    { $topic }: { $summary } · Help: { $needs }
# $count - how many, $open - how many wait for an answer
clerk-petitions =
    { $count ->
        [one] { $count } opinion
       *[other] { $count } opinions
    }, { $open } waiting for an answer. By topic and by hamlet:
# $name - topic, $count - how many, $open - how many wait for an answer
clerk-tally = • { $name }: { $count } (waiting for an answer: { $open })
# $name - hamlet, $count - how many
clerk-tally-hamlet = • { $name }: { $count }
# $name - topic or hamlet, $count - how many
clerk-petitions-of =
    { $count ->
        [one] { $name }: { $count } opinion.
       *[other] { $name }: { $count } opinions.
    }
clerk-no-petitions = There are no opinions yet.
clerk-move = Pass on
clerk-all-delivered = Every message was delivered.
# $count - how many
clerk-undelivered =
    { $count ->
        [one] { $count } message could not be delivered in the last 30 days:
       *[other] { $count } messages could not be delivered in the last 30 days:
    }
clerk-group = group of the department
# $about - reference code, $name - to whom, $why - reason in words, $at - when, $instead - how it went instead, or nothing
clerk-undelivered-line = • { $about } · { $name } · { $why } ({ TIME($at) } { DATE($at) }){ $instead }
