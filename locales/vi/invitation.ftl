# Inviting people and connecting groups.

invite-ask-role = Ông/bà muốn mời ai?
invite-role-hamlet-head = Trưởng thôn
invite-role-officer = Cán bộ trả lời
invite-role-department-head = Người đứng đầu cơ quan (duyệt trả lời)
invite-role-clerk = Cán bộ văn phòng
invite-role-chair = Lãnh đạo chủ trì
invite-role-supervisor = Mặt trận (giám sát)
invite-role-group = Nối nhóm của một cơ quan
invite-ask-department = Xin ông/bà chọn cơ quan.
invite-ask-hamlet = Xin ông/bà chọn thôn, xóm.
# $role - role, $code - code to type, $until - when it expires, $links - links, one a line
invite-made =
    Lời mời { $role }, dùng một lần, đến { TIME($until) } ngày { DATE($until) }.
    Gửi cho người được mời đường dẫn:
    { $links }
    hoặc mã để gõ: { $code }
# $department - department, $code - code to type, $until - when it expires
invite-group-made =
    Nối nhóm của { $department }: thêm trợ lý vào nhóm rồi gõ trong nhóm
    /ketnoi { $code }
    Mã dùng một lần, đến { TIME($until) } ngày { DATE($until) }.
# $link - link that adds the bot to a group
invite-group-link = Hoặc mở đường dẫn này và chọn nhóm: { $link }
invite-again = Mời thêm
group-only-in-group = Lệnh này dùng trong nhóm của cơ quan.
group-no-code = Xin gõ /ketnoi và mã do văn phòng UBND gửi, ví dụ /ketnoi 7KMQX-3RTBA.
# $department - department
group-bound = Nhóm đã được nối với { $department }. Việc mới sẽ hiện ở đây; trả lời bằng cách trả lời (reply) vào tin có mã. Gõ /viec để xem việc.
group-hello = Xin chào. Để nhóm nhận việc của cơ quan, xin gõ /ketnoi và mã do văn phòng UBND gửi.
# $department - department
group-gone = Trợ lý không còn trong nhóm của { $department }. Việc mới sẽ gửi riêng cho từng cán bộ; muốn nối lại nhóm, xin tạo mã mới.
group-menu = Trong nhóm này, trợ lý đưa việc mới và nhận câu trả lời. Gõ /viec để xem việc.
group-help =
    Trả lời một ý kiến: trả lời (reply) vào tin có mã, hoặc bấm “Trả lời”. Gõ /viec để xem việc theo hạn.
    Nơi không có nút, xin gõ mã, ví dụ CM25-0001, hoặc mã kèm việc cần làm:
    • CM25-0001 nhận
    • CM25-0001 trả lời: nội dung
    • CM25-0001 hỏi: nội dung
    • CM25-0001 chuyển
    • CM25-0001 rút lại (ngay sau khi gửi)
    • CM25-0001 ghi chú: nội dung
    Người duyệt: CM25-0001 duyệt; CM25-0001 trả lại: lý do.
group-reply-here = Xin trả lời (reply) vào chính tin nhắn này.
group-reply-to-card = Chưa rõ ông/bà trả lời ý kiến nào. Xin trả lời (reply) vào tin có mã của ý kiến đó, hoặc gõ mã trước câu trả lời, ví dụ CM25-0001 trả lời: nội dung. Gõ /viec để xem việc.
group-not-yours = Nhóm này chưa được nối với cơ quan của ông/bà. Xin gõ /viec trong trò chuyện riêng với trợ lý.
group-private = Việc này xin làm trong trò chuyện riêng với trợ lý.
# $link - link to the private chat
group-private-link = Mở tại đây: { $link }

staff-button = Ai có vai trò
# $count - how many
staff-list = Người có vai trò ({ $count }):
# $name - name of the person, $role - their role, $channels - channels they are on
staff-line = • { $name }: { $role }; { $channels }
