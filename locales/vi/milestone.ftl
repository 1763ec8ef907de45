# Milestones: what has to be done by when.

milestone-what-announce = Thông báo hội nghị cho người dân
milestone-what-conclusion_notice = Ban hành thông báo kết luận
milestone-what-publish_results = Công khai kết quả hội nghị
milestone-what-report = Báo cáo tình hình
milestone-what-opinions = Tổng hợp ý kiến gửi về
milestone-what-compile = Tổng hợp chung các ý kiến
milestone-what-programme = Xây dựng chương trình hội nghị
milestone-what-answers = Chuẩn bị nội dung trả lời
milestone-what-invitations = Gửi giấy mời
milestone-what-delegates = Lập danh sách đại biểu
milestone-what-speakers = Lập danh sách phát biểu
milestone-what-venue = Chuẩn bị địa điểm
milestone-what-papers = Chuẩn bị tài liệu
milestone-what-security = Bảo đảm an ninh trật tự
milestone-what-budget = Bảo đảm kinh phí
milestone-what-replies = Trả lời việc kết luận chưa nêu thời hạn
milestone-what-other = Việc khác theo kế hoạch
# $what - what is to be done, $due - its last day in words
milestone-moved = • { $what }: { $due }
# $due - last day
milestone-due = hạn { DAY($due) }
milestone-due-open = chưa tính được hạn, vì chưa ấn định ngày hội nghị
milestone-due-waits = chưa tính hạn, chờ ban hành thông báo kết luận
milestone-refused-unknown = Không tìm thấy mốc việc này.
# $at - when
milestone-refused-done = Mốc việc này đã được ghi là xong lúc { TIME($at) }, { DATE($at) }.
milestone-refused-open = Mốc việc này chưa được ghi là xong.

# $what - what is to be done, short
milestone-open = Mốc: { $what }
milestone-calendar-moved = Lịch làm việc thay đổi nên hạn của mốc việc đổi theo:
# $what - what was done or opened again, $title - title of the dialogue, $done - yes when it is done
milestone-moves-others = { $done ->
        [yes] { $what } ({ $title }): đã xong. Hạn của việc tính theo đó nay là:
       *[no] { $what } ({ $title }): chưa xong. Hạn của việc tính theo đó nay là:
    }
# $title - title of the dialogue, $when - when it is, as far as it is known
milestone-list =
    Mốc việc của { $title }.
    Thời gian: { $when }.
milestone-list-none = Hội nghị này chưa có mốc việc nào.
# $count - how many, $late - how many are late
milestone-mine = Mốc việc đang mở: { $count }, trong đó quá hạn: { $late }.
milestone-mine-none = Không có mốc việc nào đang mở.
# $nth - number, $what - what is to be done, short
milestone-option = { $nth }. { $what }
# $who - who is responsible
milestone-head = { $nth }. { $what }
milestone-head-who = { $nth }. { $what } — { $who }
# $due - where it stands, $how - what is counted, from which day
milestone-due-how = { $due } ({ $how })
milestone-undated = Chưa có hạn ({ $how })
# $due - last day
milestone-state-due = Hạn { DAY($due) }
milestone-state-late = QUÁ HẠN, hạn { DAY($due) }
milestone-state-open = Chưa tính được hạn, vì chưa ấn định ngày hội nghị
milestone-state-waits = Chưa tính hạn, chờ ban hành thông báo kết luận
# $at - when it was marked
milestone-state-done = Đã xong, ghi lúc { TIME($at) }, { DATE($at) }
# $title - title of the dialogue
milestone-page-of = Hội nghị: { $title }.
# $who - who is responsible
milestone-page-who = Phụ trách: { $who }.
# $to - to whom it is sent
milestone-page-to = Gửi: { $to }.
# $via - through whom it is sent
milestone-page-via = Qua: { $via }.
# $law - the article
milestone-page-law = Căn cứ: { $law }.
# $how - how the last day is computed
milestone-page-how = Cách tính: { $how }.
# $state - where it stands
milestone-page-state = { $state }.
# $name - who marked it as done
milestone-page-by = Người ghi: { $name }.
# $note - what was written
milestone-page-note = Ghi chú: { $note }
# $files - how many
milestone-page-files = Kèm { $files } tệp.
milestone-reminders = Nhắc việc:
# $at - when it is told
milestone-reminder-waiting = • sẽ nhắc { TIME($at) }, { DAY($at) }
milestone-reminder-told = • đã nhắc { TIME($at) }, { DATE($at) }
milestone-reminder-merged = • { DATE($at) }: gộp vào lần nhắc sau
milestone-reminder-skipped = • { DATE($at) }: không gửi, vì đã quá lúc cần nhắc
milestone-reminder-dropped = • { DATE($at) }: không cần nhắc nữa
# $head - who heads the hamlets
milestone-people-skipped = Lời nhắc người dự và { $head } không gửi, vì đã quá lúc cần nhắc:
milestone-do = Ghi là xong
milestone-undo = Mở lại mốc việc
milestone-back = Mốc việc của hội nghị
# $what - what is to be done
milestone-ask-evidence =
    Xong: { $what }.
    Xin ông/bà ghi chú hoặc gửi ảnh, tệp làm bằng chứng. Không có thì bỏ qua.
milestone-label-evidence = Bằng chứng
milestone-no-evidence = Không có
milestone-review = Ghi mốc việc là xong: { $what }. Xin xem lại:
milestone-send = Ghi là xong
milestone-done = Đã ghi là xong: { $what }.
milestone-reopened = Đã mở lại: { $what }. Việc nhắc bắt đầu lại.
milestone-refused-elsewhere = Mốc việc này thuộc cơ quan khác, xin xem trong trò chuyện riêng.
