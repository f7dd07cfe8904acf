/**
 * What runs in a page, as text: the project itself has no use for the DOM's types. The basics of what checkers of
 * accessibility look at.
 */

/** Landmarks, names of controls, order of headings, what is said twice. */
export const unnamed = `(() => {
  const wrong = [];
  for (const landmark of ['header', 'main', 'footer'])
    if (document.querySelectorAll('body > ' + landmark).length !== 1) wrong.push('landmark ' + landmark);
  if (document.documentElement.lang !== 'vi' || !document.title) wrong.push('language or title');
  for (const control of document.querySelectorAll('input:not([type=hidden]), select, button, a'))
    if (!(control.labels?.[0]?.textContent || control.getAttribute('aria-label') || control.textContent).trim())
      wrong.push('no name: ' + control.outerHTML);
  for (const id of [...document.querySelectorAll('[id]')].map(one => one.id))
    if (document.querySelectorAll('[id="' + id + '"]').length > 1) wrong.push('twice: ' + id);
  for (const reference of document.querySelectorAll('[aria-labelledby], [aria-describedby]'))
    for (const id of (reference.getAttribute('aria-labelledby') ?? reference.getAttribute('aria-describedby')).split(' '))
      if (!document.getElementById(id)) wrong.push('points nowhere: ' + id);
  const levels = [...document.querySelectorAll('h1, h2, h3')].map(one => Number(one.tagName[1]));
  if (levels.filter(level => level === 1).length !== 1) wrong.push('not one h1');
  if (levels.some((level, at) => level > (levels[at - 1] ?? 0) + 1)) wrong.push('headings skip a level');
  return wrong;
})()`;

/** What a page says, but for what stands behind "Dành cho kỹ thuật" and for codes of remotes. */
export const plainText = `(() => {
  const page = document.querySelector('main').cloneNode(true);
  for (const element of page.querySelectorAll('.technical, code, option')) element.remove();
  for (const element of page.querySelectorAll('*')) element.replaceWith(' ', element, ' ');
  return page.textContent;
})()`;

/** Texts whose colour differs too little from what is behind them: 4.5 to 1, large ones 3 to 1 (WCAG 2, AA). */
export const contrastProblems = `(() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(part => part / 255)
    .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = element => {
    for (let one = element; one; one = one.parentElement) {
      const colour = rgb(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const wrong = [];
  for (const element of document.querySelectorAll('body *')) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(rgb(style.color)), light(behind(element))].sort((x, y) => y - x);
    const large = Number.parseFloat(style.fontSize) >= 24;
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) wrong.push(element.outerHTML.slice(0, 120));
  }
  return wrong;
})()`;
