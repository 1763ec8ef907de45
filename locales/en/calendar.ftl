# Deadlines that explain themselves, and the working calendar.

# $period - how it is counted, $event - what it is counted from
deadline-unknown = { $period }; not known yet, because the day of { $event } is not fixed
# $count - working days in words, $since - what they are counted from
deadline-working-days = { $count } from { $since }
# $exceptions - days that were left out or counted although they are usually free
deadline-working-days-except = { $count } from { $since }, { $exceptions }
deadline-days-after = { $count } after { $since }
deadline-working-days-before-except = { $count } before { $since }, { $exceptions }
deadline-days-before = { $count } before { $since }
# $since - the event with its day
deadline-same-day = on the day of { $since }
# $day - the day that was stated
deadline-before-day = before { DATE($day) }
deadline-fixed = a day that was set
# $count - how many
deadline-count = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
deadline-count-working = { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    }
# $days - days off that were left out
deadline-skipping = except { $days }
# $days - days worked although they are usually free
deadline-counting = counting the make-up days { $days }
# $day - day and month
deadline-day = { $day }
# $name - name of the day
deadline-named-day = { $day } ({ $name })
# $event - what a deadline is counted from, $day - its day
deadline-since = { $event } { DATE($day) }
deadline-since-day = { DATE($day) }
deadline-from-received = the day of receipt
deadline-from-asked-again = the day it was asked again
deadline-from-dialogue = the conference
deadline-from-conclusion = the conclusion notice

calendar-coming = Days off and make-up days in the next 6 months:
calendar-empty = There are no days off or make-up days in the next 6 months yet.
# $day - the day
calendar-line-off = • { DAY($day) }: off
calendar-line-work = • { DAY($day) }: make-up working day
# $name - name of the day
calendar-line-off-named = • { DAY($day) }: off ({ $name })
calendar-line-work-named = • { DAY($day) }: make-up working day ({ $name })
# $line - the day, as it was added in the chat
calendar-line-own = { $line } · added here
calendar-new-off = + Day off
calendar-new-work = + Make-up working day
# $day - the day
calendar-remove = Remove { DATE($day) }
# $kind - off for a day off, work for a make-up day
calendar-ask-day =
    { $kind ->
        [off] Which day is off? For example { $short } or { DATE($day) }.
       *[work] Which day is worked? For example { $short } or { DATE($day) }.
    }
calendar-label-day = Day
calendar-ask-name =
    { $kind ->
        [off] What is the occasion? It is shown where the last day for an answer is explained.
       *[work] Which day does it make up for? It is shown where the last day for an answer is explained.
    }
calendar-label-name = Occasion
calendar-no-name = Leave empty
calendar-review =
    { $kind ->
        [off] Adding a day off. Open answers are given new last days, and people are told at once. Please check:
       *[work] Adding a make-up day. Open answers are given new last days, and people are told at once. Please check:
    }
calendar-send = Add to the calendar
# $day - the day, $moved - what has moved, in words
calendar-added =
    { $kind ->
        [off] Day off added: { DAY($day) }. { $moved }
       *[work] Make-up day added: { DAY($day) }. { $moved }
    }
calendar-removed = Removed: { DAY($day) }. { $moved }
# $count - how many last days have moved
calendar-moved-count = { $count ->
        [0] No last day for an answer has changed.
        [one] One last day for an answer has changed; author and department were told.
       *[other] { $count } last days for answers have changed; authors and departments were told.
    }
calendar-remove-sure = Remove { DAY($day) } from the calendar? Open answers are given new last days, and people are told at once.
calendar-remove-yes = Remove this day
calendar-refused-past = { DATE($day) } has passed and cannot be added.
calendar-refused-off-already = { DATE($day) } is a day off already.
calendar-refused-work-already = { DATE($day) } is a working day already.
calendar-refused-not-added = { DATE($day) } was not added here and cannot be removed.

# $code - reference code, $old - last day until now, $new - last day from now on, $why - reason in words
calendar-moved = The answer to { $code } is now due on { DATE($new) } instead of { DATE($old) }, because { $why }.
# $count - how many
calendar-moved-several = The last days for { $count } answers have changed, because { $why }:
calendar-moved-line = • { $code }: { DATE($old) } → { DATE($new) }
calendar-moved-more = … and { $count } more.
calendar-why-updated = the working calendar was updated
calendar-why-weekdays = the working days of the week have changed
# $days - days that have changed, $more - how many more
calendar-why-days = { $days }{ $more ->
        [0] { "" }
       *[other] { " " }and { $more } more days have changed
    }
# $day - the day with its name
calendar-why-off = { $day } is a day off
calendar-why-work = { $day } is a make-up working day
calendar-why-no-longer-off = { $day } is no longer a day off
calendar-why-no-longer-work = { $day } is no longer a make-up working day

# Once in December, to clerks. $year - next year
calendar-next-year =
    The working calendar of { $year } has no make-up days yet. When days off are exchanged by decision, please add them.
    The last days for answers are counted by this calendar.
