import type { TableName } from './table.ts';

/** Of every table, its columns: the key, and the names that it may have. The first Chinese one is what the documentation uses. */
export const COLUMNS: Readonly<Record<TableName, Readonly<Record<string, readonly string[]>>>> = {
  county: { key: ['key', 'setting', '项目', '名称', '设置'], value: ['value', '值', '内容'] },
  villages: {
    id: ['id', 'code', '代码', '村代码', '区划代码', '编号'],
    name: ['name', '名称', '村名', '村'],
    lon: ['lon', 'lng', 'longitude', 'x', '经度'],
    lat: ['lat', 'latitude', 'y', '纬度'],
    crs: ['crs', '坐标系'],
    residents: ['residents', 'population', '常住人口', '人口', '总人口'],
    wishRound: ['wishRound', '希望轮次'],
    wishWeekdays: ['wishWeekdays', '希望星期'],
    wishHours: ['wishHours', '希望时段'],
    meetAt: ['meetAt', '停靠地点', '集合地点'],
  },
  services: {
    id: ['id', 'code', '代码', '编号'],
    name: ['name', '名称', '服务'],
    round: ['round', '轮次', '同行'],
    share: ['share', '比例', '参与率'],
    minutesPerPerson: ['minutesPerPerson', '每人分钟'],
    setupMinutes: ['setupMinutes', '准备分钟'],
    desks: ['desks', '台位'],
    frequency: ['frequency', 'visits', '频次', '次数'],
    minGapDays: ['minGapDays', '最短间隔天', '最短间隔'],
    maxGapDays: ['maxGapDays', '最长间隔天', '最长间隔'],
    weekdays: ['weekdays', '星期'],
    windows: ['windows', 'hours', '时段'],
    skills: ['skills', '技能', '人员'],
    equipment: ['equipment', '设备'],
    delivery: ['delivery', 'isDelivery', '配送'],
    bring: ['bring', '请带', '携带物品'],
  },
  depots: {
    id: ['id', 'code', '代码', '编号'],
    name: ['name', '名称'],
    lon: ['lon', 'lng', 'longitude', 'x', '经度'],
    lat: ['lat', 'latitude', 'y', '纬度'],
    crs: ['crs', '坐标系'],
  },
  vehicles: {
    id: ['id', 'code', '代码', '编号', '车牌'],
    name: ['name', '名称'],
    kind: ['kind', 'type', '类型'],
    depot: ['depot', '驻地', '站点', '车场'],
    endDepot: ['endDepot', '收车驻地', '收车站点'],
    weekdays: ['weekdays', '星期'],
    daysOff: ['daysOff', '停驶日', '休息日'],
    shift: ['shift', '班次', '出车时段'],
    maxOvertimeMinutes: ['maxOvertimeMinutes', '最多加班分钟', '加班'],
    restMinutes: ['restMinutes', '午休分钟', '休息分钟'],
    restHours: ['restHours', '午休时段', '休息时段'],
    seats: ['seats', '座位'],
    parcels: ['parcels', '包裹'],
    meals: ['meals', '餐', '餐份'],
    kilograms: ['kilograms', 'kg', '公斤', '载重公斤'],
    skills: ['skills', '技能', '人员'],
    equipment: ['equipment', '设备'],
    maxTrips: ['maxTrips', '每日趟数', '趟数'],
    turnaroundMinutes: ['turnaroundMinutes', '周转分钟'],
    speedFactor: ['speedFactor', '速度系数'],
    minRoadClass: ['minRoadClass', '最低道路等级'],
    cruiseKmh: ['cruiseKmh', '巡航公里时速', '巡航时速'],
    rangeKm: ['rangeKm', '航程公里', '航程'],
    maxWindMs: ['maxWindMs', '最大风速', '抗风'],
  },
  lines: {
    id: ['id', 'code', '代码', '编号'],
    name: ['name', '名称', '线路'],
    weekdays: ['weekdays', '星期'],
    departures: ['departures', '发车时刻', '发车'],
    seats: ['seats', '座位'],
    parcels: ['parcels', '包裹'],
    meals: ['meals', '餐', '餐份'],
    kilograms: ['kilograms', 'kg', '公斤', '载重公斤'],
  },
  'line-stops': {
    line: ['line', '线路', '线路代码'],
    village: ['village', '村代码', '村'],
    name: ['name', '名称', '站名'],
    lon: ['lon', 'lng', 'longitude', 'x', '经度'],
    lat: ['lat', 'latitude', 'y', '纬度'],
    crs: ['crs', '坐标系'],
    minutesFromStart: ['minutesFromStart', 'minutes', '发车后分钟', '到达分钟'],
    booking: ['booking', '预约'],
  },
  rides: {
    id: ['id', 'code', '代码', '编号'],
    name: ['name', '名称'],
    villages: ['villages', '村代码', '村'],
    weekdays: ['weekdays', '星期'],
    hours: ['hours', '时段'],
    booking: ['booking', '预约'],
    phone: ['phone', '电话'],
  },
  wishes: {
    village: ['village', '村代码', '村'],
    round: ['round', '轮次'],
    weekdays: ['weekdays', '星期'],
    hours: ['hours', '时段'],
  },
  closures: {
    reason: ['reason', '原因'],
    from: ['from', '开始日期', '开始'],
    until: ['until', '结束日期', '结束'],
    lon: ['lon', 'lng', 'longitude', 'x', '经度'],
    lat: ['lat', 'latitude', 'y', '纬度'],
    crs: ['crs', '坐标系'],
    radiusMetres: ['radiusMetres', 'radius', '半径米', '半径'],
    ways: ['ways', 'osmWays', '道路编号'],
  },
  'no-fly': {
    name: ['name', '名称'],
    outline: ['outline', '边界'],
    from: ['from', '开始日期', '开始'],
    until: ['until', '结束日期', '结束'],
    crs: ['crs', '坐标系'],
  },
  weather: {
    date: ['date', '日期'],
    windMs: ['windMs', 'wind', '风速'],
    flyable: ['flyable', 'isFlyable', '可飞'],
  },
};

/** Columns that repeat: one for each age group, service or kind of load, named behind a colon. */
export const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  residents: ['residents', 'population', '常住人口', '人口'],
  need: ['need', 'needs', '需求'],
  share: ['share', 'shares', '比例', '参与率'],
  load: ['load', '载荷', '携带'],
};

/** Of the table `county`: its keys and their names. */
export const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  name: ['name', '县名', '名称'],
  timeZone: ['timeZone', '时区'],
  from: ['from', '开始日期', '起始日期'],
  days: ['days', '天数'],
  holidays: ['holidays', '节假日', '休息日'],
  crs: ['crs', '坐标系'],
  box: ['box', '范围'],
  overtimeWeight: ['overtimeWeight', '加班权重'],
  unfairnessWeight: ['unfairnessWeight', '不均权重'],
  irregularityWeight: ['irregularityWeight', '不准时权重'],
  hourToleranceMinutes: ['hourToleranceMinutes', '时刻容差分钟'],
  wishWeight: ['wishWeight', '意愿权重'],
  sameWeekday: ['sameWeekday', 'isSameWeekday', '固定星期'],
  publisher: ['publisher', '发布单位'],
  url: ['url', '网址'],
  phone: ['phone', '电话'],
  remark: ['remark', '附言'],
};

/** As headers are compared: width, case, spaces, hyphens, and a unit in brackets do not matter. */
export const bareName = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\([^()]*\)/g, '')
    .toLowerCase()
    .replace(/[\s_*-]/g, '');
