# The clerk's list of what seems to be one matter.

clerk-clusters = Việc giống nhau
# $count - how many groups
cluster-list = Có { $count } nhóm ý kiến có vẻ cùng một việc:
cluster-none = Chưa thấy ý kiến nào cùng một việc mà chưa gộp.
# $number - position, $count - how many opinions, $hamlet - where, $text - the first of them, $because - why
cluster-line =
    { $number }. { $hamlet }, { $count } ý kiến: “{ $text }”
    { $because }
# $words - words that most of them share
cluster-because = Cùng nhắc: { $words }.
cluster-because-none = Lời lẽ gần như nhau.
# $number - position, $count - how many opinions
cluster-open = Nhóm { $number } ({ $count } ý kiến)
# $count - how many opinions, $because - why, $items - the opinions
cluster-ask =
    { $count } ý kiến này có cùng một việc không? { $because }
    { $items }
# $count - how many opinions
cluster-merge = Gộp { $count } ý kiến
cluster-apart = Không cùng một việc
# $code - reference code
cluster-take-out = Bỏ { $code } ra
cluster-gone = Nhóm này vừa thay đổi.
cluster-more = Nhóm khác
cluster-apart-done = Đã ghi nhận: không cùng một việc. Các ý kiến này không được đề nghị gộp nữa.
# $code - reference code
cluster-taken-out = Đã bỏ { $code } ra khỏi nhóm.
