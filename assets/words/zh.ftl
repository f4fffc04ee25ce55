# 窗口、图件和命令的中文词句；键与 en.ftl 相同。

app-name = 北京项目片区图
app-subtitle = 国际交往中心功能建设规划 2021—2025

# 顶栏
as-of = 截至
as-of-today = 今日
information-to = 资料至{ $date }
unit-km2 = 平方公里
unit-ha = 公顷
unit-mu = 亩
language-en = EN
language-zh = 中
theme = 主题
briefing = 出图
briefing-hint = 按当前视图出一张图
search = 搜索片区、拼音、坐标
search-none = 没有与“{ $text }”相符的片区。

# 左栏
group-report = 报道所及
group-neighbour = 相邻片区
group-wider = 规划其他片区
group-layer = 图层
programmes = 专项任务
layers = 图层
layer-zones = 片区
layer-roads = 道路与轨道
layer-water = 水系与绿地
layer-districts = 区界
layer-labels = 地名
no-boundary = 范围未公布
status-line = 离线 · WGS-84 · 资料库 { $version }
status-outlines = 范围：{ $digitised }处描绘，{ $schematic }处示意，{ $points }处仅有位置

# 地图
zoom-in = 放大
zoom-out = 缩小
zoom-home = 显示报道所及全部片区
schematic-map = 示意底图
not-approved = 未取得审图号
credits = 数据来源
map-name = 片区地图
north = 北

# 右栏：全部片区
all-zones = 全部片区
all-zones-hint = 点选片区，查看面积口径、出处与进展
column-zone = 片区
column-published = 公布面积
column-drawn = 图上量算
column-audit = 面积核对
copy-table = 复制到表格
copied = 已复制
drawn-method = 图上量算为CGCS2000（WGS-84）椭球面积。
unit-note = 单位：{ $unit }。

# 右栏：单个片区
area-figures = 面积
other-figures = 其他指标
drawn-on-map = 图上量算面积
drawn-how = CGCS2000椭球面积
scopes-same-scale = 同名口径按同一比例比较，并非逐级包含。
milestones = 进展
said = 表态
readings = 我们的判读
relations = 整体与部分（据出处）
relations-measured = 空间关系（图上量算）
relation-holds = 包含{ $zone }
relation-inside = 位于{ $zone }之内
relation-overlaps = 与{ $zone }重叠
relation-shares = 占本片区{ $this }%，占对方{ $other }%
part-of = 属于{ $zone }
contains-part = 包含{ $zone }
boundary = 范围
boundary-from = { $date }起可知
accuracy = ±{ $metres }米
accuracy-not-stated = 精度未注明
edges = 边线
doubts = 存疑
notes = 说明
sources = 出处
planned = 计划
later = 晚于截至日期
supersedes = 替代此前公布的{ $figure }
unverified = 未核实
cited-after = 转引自{ $source }
contradicted = 不同说法：{ $text }
confidence-high = 我们的判读，把握较大
confidence-medium = 我们的判读，把握一般
confidence-low = 我们的判读，把握较小
nothing-known = 截至{ $date }，尚无此片区的资料。
no-figures = 未公布面积。
copy-citation = 连同出处复制
close = 关闭
land-use = 用地代码 { $code }
grade = { $letter }级
grade-meaning = A为官方，B为主要媒体或运营方，C为百科或转载，D为存疑
land-use-culture = 文化用地
land-use-education = 教育用地
land-use-sport = 体育用地
land-use-commerce = 商业用地
land-use-business = 商务金融用地
land-use-leisure = 娱乐用地
land-use-industry = 工业用地
land-use-park = 公园绿地
land-use-embassy = 使领馆用地
land-use-water = 陆地水域

# 指标
quantity-land = 用地面积
quantity-site = 占地面积
quantity-water = 水面面积
quantity-floor = 建筑面积
quantity-floor-above = 地上建筑面积
quantity-floor-below = 地下建筑面积
quantity-length = 长度
quantity-height = 高度
quantity-depth = 深度
quantity-volume = 容积
quantity-mass = 重量
quantity-capacity = 容量
quantity-count = 数量
quantity-population = 人口
quantity-money = 金额

# 数值限定
precision-about = 约{ $value }
precision-nearly = 近{ $value }
precision-over = 超{ $value }
precision-at-least = { $value }以上
precision-up-to = 至多{ $value }
precision-to = { $value }至{ $end }
basis-planned = 规划
basis-approved = 批复
basis-construction = 在建
basis-built = 建成
basis-reported = 报道

# 状态
status-unknown = 尚无资料
status-proposed = 提出
status-plan = 规划编制
status-approved = 已批复
status-cleared = 完成腾退
status-construction = 在建
status-topped-out = 封顶
status-completed = 竣工
status-operation = 投入使用

# 范围质量
quality-surveyed = 实测范围
quality-digitised = 描绘范围
quality-schematic = 示意范围
quality-point = 仅有位置
edge-published = 已公布
edge-solved = 按面积推算
edge-assumed = 假定

# 面积核对
audit-fitted = 按公布面积绘制，不构成检验
audit-rounding = 相符（取整误差内）
audit-method = 相符（方法误差内）
audit-digitising = 相符（描绘误差内）
audit-not-assessable = 范围过于不确定，无法核对
audit-disagrees = 不符
audit-difference = { $pct }%，{ $mu }亩
audit-tolerance = 容差{ $area }
audit-short-fitted = 按数绘制
audit-short-rounding = 取整内
audit-short-method = 方法内
audit-short-digitising = 描绘内
audit-short-not-assessable = 无法核对
audit-short-disagrees = 不符

# 日期
date-by = 不晚于{ $date }
date-before = { $date }之前
date-after = { $date }之后
date-about = { $date }前后
date-range = { $from }至{ $to }

# 时间轴
timeline = 时间轴
timeline-empty = 所打开的资料没有带日期的事件。
today = 今日
as-of-line = 截至日期

# 图幅
sheet-not-approved = 示意图，未取得审图号
sheet-legend = 图例
sheet-figures = 指标
sheet-sources = 出处
sheet-published-edge = 已公布的边线
sheet-uncertain-edge = 推算或假定的边线
sheet-as-of = 截至{ $date }
sheet-attribution = 底图数据
sheet-none-published = 未公布
sheet-more = 另有{ $count }项未列
sheet-layer = { $layer }：{ $count }个图斑
sheet-layer-count = 图中图斑数
sheet-layer-sum = 图上量算合计
sheet-layer-median = 图上量算中位数
sheet-layer-range = 图上量算范围

# 消息
picture-written = 已出图：{ $path }
picture-failed = 未能出图：{ $reason }
reading-files = 正在读取 { $files }
reading-done = { $files }：{ $count }个片区
reading-cancelled = 未打开：{ $files }
reading-failed = 无法打开文件：{ $reason }
cancel = 取消
copy-message = 复制提示
nothing-open = 尚未打开资料。请将资料库（RON）或图层（GeoJSON）拖入窗口；不带文件启动时，打开报道所及片区。
dismiss = 知道了
coordinates-hint = 点击切换坐标系；在地图上右击可复制坐标。
copy-coordinate = 复制此处坐标
search-coordinate = 按{ $system } → { $position }
measure = 量测
measure-hint = 依次点击各顶点；点击起点、双击或按回车闭合为面。退格键删去末点，Esc结束。
measure-length = 长度
measure-around = 周长
measure-area = 面积
measure-how = WGS-84椭球面测地线量算
measure-close = 闭合
measure-undo = 撤销
measure-copy = 复制
measure-end = 结束
methods = 其他算法的面积
method-geodesic = 椭球面
method-plane = { $system }平面
method-sphere = 球面（赤道半径）
method-fits = 与公布面积相符
method-out = 超出范围
unit-metre = 米
unit-kilometre = 公里
color-by = 着色依据
color-by-zone = 片区
color-by-kind = 类型
color-by-status = 状态
color-by-district = 行政区
color-by-quality = 范围质量
color-by-published = 公布面积
color-by-drawn = 图上量算面积
theme-others = 其他
theme-none = 无数据
kind-convention = 会议会展
kind-business = 商务办公
kind-embassy = 使馆区
kind-services = 服务区
kind-commerce = 商业消费
kind-education = 教育
kind-talent = 人才社区
kind-sport = 体育
kind-culture = 文化
kind-scenic = 风景与公园
kind-industry = 产业园区
kind-government = 行政
kind-other = 未注明
bookmarks = 书签
bookmark-add = 添加当前视图
bookmark-hint = 保存视图及其日期和图层（K）。数字键打开前九个书签。
bookmark-remove = 删除书签

base-map = 底图
base-map-embedded = 程序自带示意底图
base-map-other = 其他底图……
base-map-address = 文件或地址
base-map-address-hint = 文件（.pmtiles、.mbtiles 或 .ron 图源），或地址：含 {"{z}"}、{"{x}"}、{"{y}"} 的模板、.pmtiles 文件地址、WMTS 能力文档地址。
basemap-failed = 未能打开底图：{ $reason }。
key-title = { $source }的密钥
key-hint = 该底图需要您自己的密钥。密钥只保存在本机设置中；也可用环境变量 { $variable } 提供。
key = 密钥
terms = 使用条款
open = 打开
align = 校正 GCJ-02、BD-09 瓦片
align-hint = 将偏移瓦片绘到真实位置。仅供屏幕参考，不进入任何导出。
shift-aligned = 偏移瓦片，已校正，残差不超过{ $metres }米，仅供屏幕显示
shift-as-is = 偏移瓦片，未校正，偏差约500米
picture-not-shifted = 偏移瓦片不进入导出：图片使用示意底图。
tiles-offline = 无法连接 { $host }；已载入的瓦片仍保留在图上。
tiles-slow = { $host } 响应超时，稍后重试。
tiles-denied = { $host } 拒绝提供瓦片（HTTP { $number }），请检查密钥。
tiles-too-many = { $host } 要求暂停，{ $number }秒后继续。
tiles-server = { $host } 出错（HTTP { $number }），稍后重试。
tiles-web-page = { $host } 返回的是网页而不是瓦片，可能需要登录。
tiles-absent = { $host } 在此处没有瓦片。
tiles-damaged = { $host } 返回的内容不是瓦片。
tiles-size = { $host } 返回的瓦片为{ $number }像素，与图源说明不符。
tiles-no-ranges = { $host } 不支持分段读取，无法使用 PMTiles 文件。
tiles-replaced = { $host } 上的文件已更新，请重新打开。
sheet-annex = 附页
sheet-sources-elsewhere = 出处见备注
