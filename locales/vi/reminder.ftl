# Reminders: parts of the one message that somebody gets in a morning.

# $days - days left or days late, $what - what is to be done, $title - for which dialogue, $due - last day,
# $who - who is responsible, in words or nothing, $law - the article, in words or nothing
reminder-milestone-soon = Còn { $days } ngày: { $what }{ $title }. Hạn { DAY($due) }.{ $who }{ $law }
reminder-milestone-today = Hôm nay là hạn: { $what }{ $title }, { DAY($due) }.{ $who }{ $law }
reminder-milestone-late = Quá hạn { $days } ngày: { $what }{ $title }. Hạn { DAY($due) }. Làm xong xin ghi lại.{ $who }{ $law }
# $title - title of the dialogue
reminder-of = { " " }({ $title })
# $title - title of the dialogue that the lines below are about
reminder-under = { $title }:
# $line - one of them
reminder-beneath = • { $line }
# $who - who is responsible
reminder-who = { " " }Phụ trách: { $who }.
# $law - the article
reminder-law = { " " }Căn cứ: { $law }.
law-notice = Điều 43 Luật Tổ chức chính quyền địa phương 72/2025
# $law - the article, $legal - what it leaves, $plan - what the plan says
law-and-plan = { $law } ({ $legal }) và kế hoạch ({ $plan })
law-publication = Điều 43 Luật Tổ chức chính quyền địa phương 72/2025

# To clerks. $title - title of the dialogue
reminder-unfixed = Chưa ấn định ngày: { $title }. Xin ấn định ngày để tính các mốc việc và báo cho mọi người.
# $window - the days that the plan leaves, $by - when it must be announced at the latest, $days - how long before, $law - the article
reminder-unfixed-window =
    Chưa ấn định ngày: { $title } (theo kế hoạch: { $window }). Xin ấn định ngày.
    Phải thông báo trước ít nhất { $days } ngày, chậm nhất { DATE($by) } ({ $law }).
reminder-unfixed-late =
    Chưa ấn định ngày: { $title } (theo kế hoạch: { $window }). Đã qua { DATE($by) }, ngày chậm nhất để thông báo.
    Xin chọn ngày muộn hơn, vì phải thông báo trước ít nhất { $days } ngày ({ $law }), hoặc hủy hội nghị.
# $title - title of the dialogue
reminder-fix = Ấn định ngày: { $title }
# $year - year, $count - how many dialogues, $wanted - how many there should be, $law - the article
reminder-year =
    Năm { $year } { $count ->
        [0] chưa có hội nghị đối thoại nào được tổ chức hay lên kế hoạch
       *[other] mới có { $count } hội nghị đối thoại được tổ chức hay lên kế hoạch
    }, trong khi cần ít nhất { $wanted }.
    Căn cứ: { $law }.
# $count - how many more lines there are
reminder-more = … và { $count } việc khác.

# To speakers and those who come. $days - days left, $title - title, $starts - when, $venue - where, $map - link to a map
reminder-dialogue =
    { $days ->
        [0] Hôm nay
        [1] Ngày mai
       *[other] Còn { $days } ngày
    }: { $title }.
    Thời gian: { TIME($starts) }, { DAY($starts) }.
    Địa điểm: { $venue }.
    Bản đồ: { $map }
# $number - number of the registration
reminder-speaks = Ông/bà đã đăng ký phát biểu, số { $number }.
# $name - who speaks
reminder-speaker = { $name } (số { $number })
# $names - who speaks, each with a number
reminder-speaks-other = Người ông/bà đăng ký giúp: { $names }. Xin ông/bà nhắc bà con.
# $names - whom the hamlet sends
reminder-delegates = Đại biểu ông/bà đã cử: { $names }. Xin ông/bà nhắc bà con.
# To hamlet heads. $title - title, $until - when registration closes, $hamlet - which hamlet, $count - opinions so far
reminder-hamlet =
    { $title } nhận đăng ký phát biểu đến { TIME($until) }, { DAY($until) }, nhận ý kiến đến khi hội nghị bắt đầu.
    { $hamlet }: { $count ->
        [0] chưa có ý kiến nào
       *[other] đã có { $count } ý kiến
    }.
# To hamlet heads. $limit - how many delegates each hamlet sends, $count - how many are named
reminder-hamlet-delegates =
    Mỗi nơi cử { $limit } đại biểu, { $count ->
        [0] chưa có tên ai
       *[other] mới có tên { $count } người
    }.
