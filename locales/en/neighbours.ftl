# Neighbours who have sent the same.

# $count - how many are shown, $items - what they sent
neighbours-ask =
    { $items }
    { $count ->
        [1] Would you like to join them?
       *[other] Would you like to join one of these?
    }
    The office then deals with it once and answers everybody. Your own words are kept; nobody learns the others' names.
# $who - how many of where, $text - what they wrote, $code - reference code
neighbours-line = { $who } sent: “{ $text }” ({ $code })
# $people - how many, $kind - hamlet, quarter …
neighbours-here =
    { $people ->
        [one] { $people } neighbour
       *[other] { $people } neighbours
    } of the same { $kind }
neighbours-elsewhere =
    { $people ->
        [one] { $people } resident
       *[other] { $people } residents
    }
neighbours-join = Join them
# $code - reference code
neighbours-join-one = Join { $code }
neighbours-alone = No, send mine alone
neighbours-label = Joining
neighbours-none = nobody, sent alone
# $code - reference code, $department - who answers, $due - last day for an answer
neighbours-joined =
    We have received your opinion { $code }, together with your neighbours'.
    Answered by: { $department }.
    Due: { DAY($due) }.
neighbours-joined-paused =
    We have received your opinion { $code }, together with your neighbours'.
    Answered by: { $department }. You will be told when it is due.
# $code - reference code
neighbours-gone = { $code } has just been dealt with and cannot be joined any more. Please send yours alone.
# $lead - the code under which all are dealt with, $code - reference code, $count - people who have sent it
neighbours-joined-department = One more sent the same as { $lead }, { $count } people now. The opinion that joined is { $code }:

# What a hamlet head has collected: what was sent already that is like an item.
# $people - how many have sent it, $text - what they wrote, $code - reference code
neighbours-item =
    { $people ->
        [one] ↳ Like what { $people } resident sent: “{ $text }” ({ $code })
       *[other] ↳ Like what { $people } residents sent: “{ $text }” ({ $code })
    }
# $code - reference code
neighbours-item-joins = ↳ Joins { $code }
# $number - position, $code - reference code
neighbours-item-join = Join item { $number } with { $code }
neighbours-item-alone = Send item { $number } alone
# $code - reference code, $text - what it says, $name - from whom, $lead - the code joined, $department - who answers
neighbours-receipt = { $code } · { $text } ({ $name }): joins { $lead } → { $department }
