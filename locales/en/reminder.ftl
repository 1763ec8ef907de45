# Reminders: parts of the one message that somebody gets in a morning.

# $days - days left or days late, $what - what is to be done, $title - for which dialogue, $due - last day,
# $who - who is responsible, in words or nothing, $law - the article, in words or nothing
reminder-milestone-soon =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    } left: { $what }{ $title }. Due { DAY($due) }.{ $who }{ $law }
reminder-milestone-today = Due today: { $what }{ $title }, { DAY($due) }.{ $who }{ $law }
reminder-milestone-late =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    } late: { $what }{ $title }. Due { DAY($due) }. Please mark it once it is done.{ $who }{ $law }
# $title - title of the dialogue
reminder-of = { " " }({ $title })
# $title - title of the dialogue that the lines below are about
reminder-under = { $title }:
# $line - one of them
reminder-beneath = • { $line }
# $who - who is responsible
reminder-who = { " " }Responsible: { $who }.
# $law - the article
reminder-law = { " " }Basis: { $law }.
law-notice = Article 43 of the Law on Local Government Organisation 72/2025
# $law - the article, $legal - what it leaves, $plan - what the plan says
law-and-plan = { $law } ({ $legal }) and the plan ({ $plan })
law-publication = Article 43 of the Law on Local Government Organisation 72/2025

# To clerks. $title - title of the dialogue
reminder-unfixed = No day fixed yet: { $title }. Please fix it, so that milestones can be dated and everybody told.
# $window - the days that the plan leaves, $by - when it must be announced at the latest, $days - how long before, $law - the article
reminder-unfixed-window =
    No day fixed yet: { $title } (by the plan: { $window }). Please fix it.
    It must be announced at least { $days } days before, by { DATE($by) } at the latest ({ $law }).
reminder-unfixed-late =
    No day fixed yet: { $title } (by the plan: { $window }). { DATE($by) }, the last day to announce it, has passed.
    Please choose a later day, for it must be announced at least { $days } days before ({ $law }), or call it off.
# $title - title of the dialogue
reminder-fix = Fix the day: { $title }
# $year - year, $count - how many dialogues, $wanted - how many there should be, $law - the article
reminder-year =
    In { $year } { $count ->
        [0] no conference has been held or planned
        [one] only { $count } conference has been held or planned
       *[other] only { $count } conferences have been held or planned
    }, while at least { $wanted } must be.
    Basis: { $law }.
# $count - how many more lines there are
reminder-more = … and { $count } more.

# To speakers and those who come. $days - days left, $title - title, $starts - when, $venue - where, $map - link to a map
reminder-dialogue =
    { $days ->
        [0] Today
        [1] Tomorrow
       *[other] In { $days } days
    }: { $title }.
    When: { TIME($starts) }, { DAY($starts) }.
    Where: { $venue }.
    Map: { $map }
# $number - number of the registration
reminder-speaks = You are registered to speak, number { $number }.
# $name - who speaks
reminder-speaker = { $name } (number { $number })
# $names - who speaks, each with a number
reminder-speaks-other = You registered for others: { $names }. Please remind them.
# $names - whom the hamlet sends
reminder-delegates = Delegates you named: { $names }. Please remind them.
# To hamlet heads. $title - title, $until - when registration closes, $hamlet - which hamlet, $count - opinions so far
reminder-hamlet =
    { $title } takes speakers until { TIME($until) }, { DAY($until) }, and opinions until it begins.
    { $hamlet }: { $count ->
        [0] no opinion yet
        [one] { $count } opinion so far
       *[other] { $count } opinions so far
    }.
# To hamlet heads. $limit - how many delegates each hamlet sends, $count - how many are named
reminder-hamlet-delegates =
    Each hamlet sends { $limit }; { $count ->
        [0] nobody is named yet
       *[other] { $count } named so far
    }.
