const weekdays = ['chủ nhật', 'thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy', 'chủ nhật'];

/** `mỗi ngày 05:30` of `30 5 * * *`; what is not of a usual kind stays as it is written. */
export function cronWords(expression: string): string {
  const [minute = '', hour = '', day, month, weekday = ''] = expression.trim().split(/\s+/);
  if (month !== '*') return expression;
  const every = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (every !== undefined && hour === '*' && day === '*' && weekday === '*') return `mỗi ${every} phút`;
  if (!/^\d+$/.test(minute)) return expression;
  if (hour === '*' && day === '*' && weekday === '*') return `mỗi giờ, phút ${minute.padStart(2, '0')}`;
  if (!/^\d+(?:,\d+)*$/.test(hour)) return expression;
  const times = hour
    .split(',')
    .map(one => `${one.padStart(2, '0')}:${minute.padStart(2, '0')}`)
    .join(', ');
  if (weekday === '*') {
    if (day === '*') return `mỗi ngày ${times}`;
    return /^\d+$/.test(day ?? '') ? `ngày ${day} hằng tháng ${times}` : expression;
  }
  if (day !== '*') return expression;
  const [, from, to] = /^([0-7])-([0-7])$/.exec(weekday) ?? [];
  if (from !== undefined) return `${weekdays[Number(from)]} đến ${weekdays[Number(to)]} ${times}`;
  return /^[0-7](?:,[0-7])*$/.test(weekday)
    ? `${weekday
        .split(',')
        .map(one => weekdays[Number(one)])
        .join(', ')} hằng tuần ${times}`
    : expression;
}
