# The clock of an opinion: waiting for its author, more time, and how it is explained.

# $before - how it was counted until then, $since - the day it was stopped, $why - what was waited for,
# $left - working days that remained
deadline-stopped = { $before }; tạm dừng từ { DATE($since) } { $why }, còn { $left }
# $rest - what is counted since it goes on
deadline-went-on = { $before }; tạm dừng từ { DATE($since) } { $why }; tính tiếp { $rest }
# $more - what was added
deadline-extended = { $before }; gia hạn thêm { $more }
deadline-stopped-for-author = để chờ bổ sung
deadline-stopped-for-upper-level = để chờ cấp trên

# After a question, to the author.
petition-paused = Hạn trả lời đang tạm dừng chờ ông/bà bổ sung.
petition-due-paused-author = hạn trả lời đang tạm dừng chờ ông/bà bổ sung
# $left - working days that remain
petition-due-paused = hạn đang tạm dừng chờ người gửi bổ sung, còn { $left } ngày làm việc
petition-due-above = đang chờ cấp trên trả lời
# $code - reference code, $state - where it stands, $topic - topic, $text - beginning of the text
petition-line-paused = { $code } · { $state }, hạn tạm dừng · { $topic }: { $text }
# $code - reference code, $department - who asks, $body - beginning of the opinion
petition-asked-repeatedly = { $department } vẫn đang chờ ông/bà cho biết thêm về ý kiến { $code } (“{ $body }”):
# $code - reference code, $due - last day
petition-reply-sent =
    Đã chuyển phần bổ sung của { $code } đến cơ quan trả lời.
    Hạn trả lời mới: { DAY($due) }.
petition-due-now = Hạn trả lời ý kiến { $code } của ông/bà nay là { DAY($due) }.
# $code - reference code, $department - who answers
petition-unreplied = Chưa nhận được phần bổ sung cho ý kiến { $code }, nên { $department } sẽ trả lời theo những gì ông/bà đã gửi. Ông/bà vẫn có thể bổ sung.
# $code - reference code, $count - working days
petition-unreplied-department = Sau { $count } ngày làm việc, người gửi chưa trả lời câu hỏi về { $code }. Xin cơ quan trả lời theo nội dung đã có.
# $code - reference code, $left - working days that remain
ask-sent =
    Đã gửi câu hỏi về { $code }. { $left ->
        [0] Hôm nay là ngày cuối của hạn; hạn tạm dừng chờ người gửi bổ sung.
       *[other] Hạn tạm dừng chờ người gửi bổ sung, còn { $left } ngày làm việc.
    }
# $code - reference code, $due - last day
ask-sent-late = Đã gửi câu hỏi về { $code }. Việc đã quá hạn { DAY($due) } nên hạn không tạm dừng.
# $code - reference code
petition-added-to-paused = Người gửi bổ sung { $code } (việc đang chờ cấp trên):

extension = Gia hạn trả lời
# $code - reference code, $due - the new last day
extension-ask =
    Gia hạn { $code } một lần, đến { DAY($due) }.
    Xin ông/bà ghi lý do. Người dân sẽ nhận được lý do này.
extension-review = Gia hạn { $code } đến { DAY($due) }. Xin xem lại, người dân nhận được lý do này:
extension-send = Gia hạn
extension-sent = Đã gia hạn { $code } đến { DAY($due) }. Người dân đã được báo.
# $code - reference code, $department - who answers, $reason - why, $old - last day until now, $due - the new one
petition-extended =
    { $department } cần thêm thời gian để trả lời ý kiến { $code } của ông/bà. Lý do: { $reason }
    Hạn trả lời chuyển từ { DATE($old) } sang { DAY($due) }.
extension-refused-twice = { $code } đã gia hạn một lần, không gia hạn thêm được.
extension-refused-paused = { $code } đang tạm dừng nên chưa cần gia hạn.
# $code - reference code, $due - last day
extension-refused-late = Hạn trả lời { $code } là { DAY($due) }, đã qua, nên không gia hạn được. Xin trả lời sớm hoặc báo văn phòng.
