# What is filled into the paper of a conclusion notice.

# $province - name of the province, $city - yes where it is a city
paper-above-party =
    { $city ->
        [yes] Đảng bộ thành phố { $province }
       *[no] Đảng bộ tỉnh { $province }
    }
# $unit - the commune, with its kind
paper-issuer-party = Đảng ủy { $unit }
paper-issuer-state = Ủy ban nhân dân { $unit }
paper-abbreviation-state = UBND
paper-nothing-answered = Đã trả lời trực tiếp tại hội nghị
paper-nothing-promised = Giải quyết nội dung nêu trên
paper-nothing-assigned = Xem xét, giải quyết nội dung nêu trên
paper-nothing-beyond = Đề xuất cấp có thẩm quyền xem xét, giải quyết
paper-nothing-open = Xem xét nội dung nêu trên
# $unit - the commune, with its kind
paper-recipient-front = Ủy ban MTTQ Việt Nam { $unit } (để giám sát)
paper-archive-party = Văn phòng Đảng ủy
paper-archive-state = VT
