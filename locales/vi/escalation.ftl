# What exceeds the commune's competence and was passed up.

escalation = Vượt thẩm quyền, gửi cấp trên
# $code - reference code
escalation-ask-body = Cơ quan cấp trên nào được đề nghị giải quyết { $code }? Ví dụ: Sở Xây dựng.
escalation-label-body = Cơ quan cấp trên
escalation-ask-number = Xin ông/bà ghi số, ký hiệu văn bản đã gửi. Ví dụ: 125/UBND-KT.
escalation-label-number = Số văn bản
escalation-ask-sent = Văn bản gửi ngày nào?
escalation-label-sent = Ngày gửi
escalation-ask-expected = Dự kiến ngày nào cấp trên trả lời? Đến ngày đó trợ lý nhắc cơ quan và văn phòng hỏi lại.
escalation-label-expected = Dự kiến trả lời
escalation-ask-file = Nếu có bản chụp văn bản, xin ông/bà gửi vào đây. Người gửi ý kiến không thấy bản này.
escalation-label-file = Bản chụp
escalation-no-file = Không có bản chụp
# $code - reference code
escalation-review = Gửi { $code } lên cấp trên. Người gửi ý kiến được báo ngay. Xin xem lại:
escalation-send = Ghi đã gửi cấp trên
# $code - reference code, $body - who has it now, $expected - when a reply is expected
escalation-sent = Đã ghi: { $code } đang ở { $body }, dự kiến trả lời { DAY($expected) }. Người gửi đã được báo.
# $code - reference code, $department - who passed it up, $body - who has it now, $expected - when a reply is expected
petition-escalated = Ý kiến { $code } của ông/bà vượt thẩm quyền của xã, nên { $department } đã gửi lên { $body }, dự kiến có trả lời vào { DAY($expected) }.
# $body - who has it now, $expected - when a reply is expected
petition-is-above = Việc đang ở { $body }, dự kiến có trả lời vào { DAY($expected) }.
# $number - number of the paper, $sent - its day
petition-is-above-by = Việc đang ở { $body } theo văn bản { $number } ngày { DATE($sent) }, dự kiến có trả lời vào { DAY($expected) }.
escalation-refused-not-sent = Ngày gửi { DATE($day) } chưa đến. Xin ông/bà sửa mục “Ngày gửi”.
escalation-refused-expected = Ngày dự kiến { DATE($day) } đã qua. Xin ông/bà sửa mục “Dự kiến trả lời”.
# $code - reference code
escalation-refused-not-awaited = { $code } không còn chờ cấp trên trả lời.
# $day - the day that was given, $sent - the day the matter was passed up
escalation-refused-reply-day = Trả lời không thể có ngày { DATE($day) }, vì văn bản gửi đi ngày { DATE($sent) }. Xin ông/bà sửa mục “Ngày trả lời”.
# $day - a day
form-no-past-day = Chưa đọc được ngày. Xin ông/bà viết theo dạng { DATE($day) }.
form-day-to-come = Ngày { DATE($day) } chưa đến. Xin ông/bà viết ngày đã qua hoặc hôm nay.
form-today = Hôm nay

upper-enter = Nhập trả lời của cấp trên
# $code - reference code
upper-enter-of = Nhập trả lời về { $code }
upper-ask = Cấp trên trả lời thế nào về { $code }? Xin ông/bà viết hoặc gửi văn bản vào đây.
upper-label = Trả lời
upper-ask-number = Xin ông/bà ghi số, ký hiệu văn bản trả lời.
upper-no-number = Không có số
upper-ask-day = Văn bản trả lời ghi ngày nào?
upper-label-day = Ngày trả lời
upper-ask-next = Ông/bà muốn làm gì với trả lời này?
upper-label-next = Việc tiếp theo
upper-pass = Chuyển đến người dân ngay
upper-later = Để cơ quan soạn trả lời
# $code - reference code
upper-review = Trả lời của cấp trên về { $code }. Xin xem lại:
upper-send = Ghi trả lời
# $code - reference code, $who - who approves
upper-waits = Đã ghi trả lời của cấp trên và trình { $who } duyệt. Duyệt xong, người gửi { $code } sẽ nhận được.
# $code - reference code
upper-passed = Đã ghi trả lời của cấp trên và chuyển đến người gửi { $code }.
# $code - reference code, $due - last day
upper-entered = Đã ghi trả lời của cấp trên. { $code } trở lại cơ quan phụ trách, hạn trả lời { DAY($due) }.
# $body - who replied, $number - number of the paper or none, $on - its day
upper-says = { $body } trả lời { $number ->
        [none] ngày { DATE($on) }:
       *[other] tại văn bản { $number } ngày { DATE($on) }:
    }
# $code - reference code, $department - who answers, $body - who replied, $due - last day
petition-upper-replied = { $body } đã trả lời về ý kiến { $code } của ông/bà. { $department } sẽ trả lời ông/bà chậm nhất { DAY($due) }.
# $count - how many
clerk-escalations = Đang chờ cấp trên ({ $count })
escalations-none = Không có việc nào đang chờ cấp trên.
escalations = Đang chờ cấp trên trả lời: { $count } việc.
# $code - reference code, $body - who has it, $number - number of the paper, $expected - when a reply is expected, $text - beginning of the opinion
escalations-line = { $code } · { $body }, văn bản { $number } · dự kiến { DATE($expected) }: { $text }
escalations-line-late = { $code } · { $body }, văn bản { $number } · QUÁ NGÀY DỰ KIẾN { DATE($expected) }: { $text }
# In the message of the morning. $code - reference code, $body - who has it, $number - number of the paper, $sent - its day, $expected - when a reply was expected
reminder-upper = Chưa có trả lời của { $body } về { $code } (văn bản { $number } ngày { DATE($sent) }, dự kiến { DATE($expected) }). Xin hỏi lại, có trả lời thì nhập ngay.
