# Dialogue conferences.

# $whole - yes for the whole commune, $where - name of the commune or hamlet, $year - year
dialogue-title =
    { $whole ->
        [yes] Dialogue conference with the people of { $where } { $year }
       *[no] Dialogue conference in { $where } { $year }
    }
dialogue-coming = Coming dialogue conferences:
dialogue-none = No dialogue conference has been set yet. You can still send an opinion.
# $title - title, $starts - when, $venue - where, $state - state in words
dialogue-line = { $title }: { TIME($starts) }, { DAY($starts) }, at { $venue } — { $state }.
dialogue-state-planned = not taking opinions yet
dialogue-state-collecting = taking opinions
dialogue-state-collected = no longer taking opinions
# $who - who is invited
dialogue-page =
    { $title }
    When: { TIME($starts) }, { DAY($starts) }.
    Where: { $venue }. For: { $who }.
    Status: { $state }.
# $until - when registration closes
dialogue-speakers-until = Registration to speak is open until { TIME($until) }, { DAY($until) }.
# $title - title, $starts - when, $venue - where, $until - when registration closes
dialogue-collecting =
    Opinions are now taken for { $title } ({ TIME($starts) }, { DAY($starts) }, at { $venue }).
    Registration to speak is open until { TIME($until) }, { DATE($until) }. Hamlet heads, please tell the residents and send the opinions you collect.

dialogue-ask-unit = Is the conference for the whole commune or for one hamlet?
dialogue-label-unit = For
dialogue-ask-day = Which day? For example 14/11 or 14/11/2026.
dialogue-label-day = Day
dialogue-no-day = The day is not clear. Please write it like 14/11/2026.
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
dialogue-refused-when-collected = { $title } no longer takes opinions.

clerk-dialogues = Dialogue conferences:
clerk-no-dialogues = There are no conferences yet.
clerk-new-dialogue = + Set up a conference
clerk-open-collection = Start taking opinions
clerk-close-collection = Stop taking opinions
clerk-collection-opened = Opinions are now taken for: { $title }.
clerk-collection-closed = Opinions are no longer taken for: { $title }.
clerk-link = Link for residents
# $title - title, $links - links, one a line
clerk-links =
    Links that open { $title } directly:
    { $links }
clerk-speakers = List of speakers
# $title - title, $count - how many, $limit - how many may speak
clerk-speaker-list = { $title }: registered to speak: { $count }, places on the list: { $limit }.
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
# $about - reference code, $name - to whom, $why - reason in words, $at - when
clerk-undelivered-line = • { $about } · { $name } · { $why } ({ TIME($at) } { DATE($at) })
