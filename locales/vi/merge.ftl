# Opinions that speak of the same and are dealt with in one.

merge = Gộp, tách ý kiến
merge-begin = Gộp với ý kiến khác
# $code - reference code
merge-undo = Tách { $code }
merge-none = { $code } chưa gộp với ý kiến nào.
merge-ask =
    Những ý kiến nào cùng nội dung với { $code }?
    Ông/bà chọn ở dưới, hoặc gõ các mã. Người gửi không biết nhau; mọi người đều nhận được trả lời.
merge-label = Gộp với
# $code - reference code, $text - beginning of the opinion
merge-option = { $code }: { $text }
merge-review = Gộp với { $code }. Việc chung mang mã của ý kiến đến hạn sớm nhất; mỗi người gửi được báo. Xin xem lại:
merge-send = Gộp
# $code - the code under which all are dealt with, $count - how many were merged
merge-done = Đã gộp { $count } ý kiến vào { $code }: từ nay giải quyết chung.
# $code - reference code, $due - last day
merge-undone = Đã tách { $code } ra giải quyết riêng, hạn trả lời { DAY($due) }.
merge-undone-department = { $code } được tách ra giải quyết riêng:
# $code - the one that was withdrawn, $heir - the one in which the others are dealt with now
merge-heir-department = Người gửi { $code } đã rút. Những ý kiến gộp cùng nay giải quyết chung ở { $heir }:
# $code - reference code, $lead - where it is dealt with, $department - who has it
merge-told-department = { $code } đã được gộp vào { $lead } ở { $department }.
# $lead - the code under which it is dealt with
petition-merged-into = Đã gộp vào { $lead }; trả lời chung ở ý kiến đó.
# $count - how many
petition-merged-with = Gộp chung { $count } ý kiến; câu trả lời đến tất cả người gửi:
petition-dealt-together = Ý kiến này được giải quyết chung với ý kiến khác cùng nội dung. Ông/bà vẫn nhận được trả lời.
# $code - reference code, $department - who answers, $due - last day
petition-merged = Ý kiến { $code } của ông/bà được giải quyết chung với ý kiến khác cùng nội dung. { $department } trả lời ông/bà chậm nhất { DAY($due) }.
petition-merged-paused = Ý kiến { $code } của ông/bà được giải quyết chung với ý kiến khác cùng nội dung ở { $department }. Khi có hạn trả lời, ông/bà được báo ngay.
petition-unmerged = Ý kiến { $code } của ông/bà nay được giải quyết riêng. { $department } trả lời ông/bà chậm nhất { DAY($due) }.
# $code - reference code, $lead - the code under which it is dealt with
petition-added-to-merged = Người gửi bổ sung { $code } (đã gộp vào { $lead }):
# $code - the one whose answer is under way, $other - another such
merge-refused-both-ahead = { $code } và { $other } đều đã đi xa: đã có dự thảo, đã duyệt hoặc đã gửi cấp trên. Xin giải quyết xong một việc rồi gộp.
merge-refused-one = Xin ông/bà chọn ít nhất một ý kiến khác để gộp với { $code }.
merge-refused-not-merged = { $code } không gộp với ý kiến nào.
