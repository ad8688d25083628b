// A year, a month or a day in the writing of data files, as people read it.

export function dateText(text, checks) {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return text;
  const month = match[2] ? `${checks.daftar.bulan[Number(match[2]) - 1] ?? match[2]} ` : "";
  return `${match[3] ? `${Number(match[3])} ` : ""}${month}${match[1]}`;
}
