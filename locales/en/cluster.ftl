# The clerk's list of what seems to be one matter.

clerk-clusters = About the same
# $count - how many groups
cluster-list =
    { $count ->
        [one] { $count } group of opinions seems to be about the same:
       *[other] { $count } groups of opinions seem to be about the same:
    }
cluster-none = There are no opinions about the same that are not merged yet.
# $number - position, $count - how many opinions, $hamlet - where, $text - the first of them, $because - why
cluster-line =
    { $number }. { $hamlet }, { $count } opinions: “{ $text }”
    { $because }
# $words - words that most of them share
cluster-because = They all speak of: { $words }.
cluster-because-none = They are in nearly the same words.
# $number - position, $count - how many opinions
cluster-open = Group { $number } ({ $count })
# $count - how many opinions, $because - why, $items - the opinions
cluster-ask =
    Are these { $count } opinions about the same? { $because }
    { $items }
# $count - how many opinions
cluster-merge = Merge { $count } opinions
cluster-apart = Not the same
# $code - reference code
cluster-take-out = Take { $code } out
cluster-gone = This group has just changed.
cluster-more = Other groups
cluster-apart-done = Noted: not the same. It is not proposed again to merge these.
# $code - reference code
cluster-taken-out = { $code } was taken out of the group.
