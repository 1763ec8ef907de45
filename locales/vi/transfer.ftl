# Passing a matter on, and working on it together.

# $code - reference code, $department - who passed it on, $at - when, $reason - why
transfer-circle-passed = { $department } đã chuyển { $code } đi ngày { DATE($at) }: “{ $reason }”
transfer-circle-moved = Văn phòng đã chuyển { $code } khỏi { $department } ngày { DATE($at) }: “{ $reason }”
transfer-circle-declined = { $department } đã không nhận { $code } ngày { DATE($at) }: “{ $reason }”
# $before - how it was with that department before
transfer-ask-again =
    { $before }
    Ông/bà vẫn muốn chuyển việc này về đó?
transfer-again = Vẫn chuyển về đó
transfer-refused-circle =
    { $before }
    Xin ông/bà chọn lại cơ quan, hoặc xác nhận vẫn chuyển về đó.
# $before - how it was with that department before, $department - who passes it on now, $reason - why
transfer-circle-clerk =
    { $before }
    Nay { $department } đề nghị chuyển lại: “{ $reason }”. Xin văn phòng xem và phân công.
# $code - reference code, $department - department
transfer-sent-paused = Đã đề nghị { $department } nhận { $code }. Hạn vẫn tạm dừng; việc còn ở cơ quan ông/bà đến khi bên kia nhận.
# $code - reference code, $department - who has it now, $due - last day
petition-transferred-goes-on = Ý kiến { $code } của ông/bà đã được chuyển đến { $department }. Hạn trả lời được tính tiếp, đến { DAY($due) }.

support = Phối hợp, trao đổi
support-ask = Nhờ cơ quan khác phối hợp
support-reply = Trả lời phối hợp
discuss = Trao đổi
discuss-go-on = Trao đổi tiếp
# $code - reference code
support-page = { $code } có các cơ quan phối hợp. Người gửi không thấy phần trao đổi này.
support-page-none = { $code } chưa có cơ quan nào phối hợp.
# $name - name of the department
support-line = • { $name }: chờ trả lời
support-line-replied = • { $name }: đã trả lời
# $code - reference code
support-ask-department = Ông/bà muốn nhờ cơ quan nào phối hợp giải quyết { $code }?
support-label-department = Cơ quan phối hợp
support-ask-question = Xin ông/bà ghi điều cần cơ quan đó trả lời hoặc làm.
# $code - reference code
support-review = Nhờ phối hợp giải quyết { $code }. Người gửi không thấy. Xin xem lại:
support-send = Gửi
# $code - reference code, $department - who was asked
support-sent = Đã nhờ { $department } phối hợp giải quyết { $code }. Việc và hạn vẫn ở cơ quan ông/bà.
# $code - reference code, $department - who asks, $question - what is asked
support-asked = { $department } nhờ phối hợp giải quyết { $code }: { $question }
# $code - reference code
support-ask-reply = Xin ông/bà trả lời cơ quan đang giải quyết { $code }. Có thể kèm tệp. Người gửi không thấy phần này.
support-reply-review = Trả lời phối hợp { $code }. Xin xem lại:
support-reply-send = Gửi trả lời phối hợp
support-reply-sent = Đã gửi trả lời phối hợp { $code }.
# $code - reference code, $department - who replied
support-replied = { $department } trả lời phối hợp về { $code }:
# $code - reference code
discuss-ask = Ông/bà muốn trao đổi gì về { $code } với các cơ quan cùng giải quyết? Người gửi không thấy.
discuss-sent = Đã gửi trao đổi về { $code }.
# $code - reference code, $department - who says it
discuss-said = { $department } trao đổi về { $code } (người gửi không thấy):
# $line - the petition in a line
work-to-support = Chờ ông/bà phối hợp: { $line }
# $code - reference code
support-refused-same-department = { $code } đang ở cơ quan đó. Xin chọn cơ quan khác.
access-refused-ask-support = Chỉ cơ quan phụ trách nhờ phối hợp được về { $code }.
access-refused-support = Cơ quan của ông/bà không được nhờ phối hợp về { $code }.
access-refused-discuss = Chỉ các cơ quan cùng giải quyết trao đổi được về { $code }.
access-refused-extend = Chỉ cán bộ của cơ quan phụ trách gia hạn được { $code }.
access-refused-escalate = Chỉ cơ quan phụ trách hoặc văn phòng gửi { $code } lên cấp trên được.
access-refused-merge = Chỉ cơ quan phụ trách hoặc văn phòng gộp được { $code }.
access-refused-read-work = Phần trao đổi về { $code } dành cho các cơ quan cùng giải quyết.
office = Văn phòng

# $at - when, $text - what was written, $department - department concerned
entry-repeated = { TIME($at) } ngày { DATE($at) } · Nhắc lại câu hỏi cho người gửi. { $text }
entry-unreplied = { TIME($at) } ngày { DATE($at) } · Người gửi chưa trả lời, { $department } giải quyết tiếp. { $text }
entry-support-asked = { TIME($at) } ngày { DATE($at) } · Nhờ { $department } phối hợp: { $text }
entry-supported = { TIME($at) } ngày { DATE($at) } · { $department } trả lời phối hợp: { $text }
entry-discussed = { TIME($at) } ngày { DATE($at) } · { $department } trao đổi: { $text }
entry-extended = { TIME($at) } ngày { DATE($at) } · { $department } gia hạn: { $text }
entry-escalated = { TIME($at) } ngày { DATE($at) } · { $department } gửi lên cấp trên: { $text }
entry-upper-replied = { TIME($at) } ngày { DATE($at) } · Cấp trên trả lời: { $text }
entry-joined = { TIME($at) } ngày { DATE($at) } · Gộp thêm { $text } vào đây
entry-merged = { TIME($at) } ngày { DATE($at) } · Gộp vào { $text }
entry-unmerged = { TIME($at) } ngày { DATE($at) } · Tách { $text } ra giải quyết riêng
