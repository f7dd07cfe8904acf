(() => {
  const form = document.getElementById('filters');
  const list = document.getElementById('list');
  if (!form || !list) return;
  const field = id => document.getElementById(id);
  const fold = text =>
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/[đĐ]/g, 'd')
      .toLowerCase();
  const groups = [...list.querySelectorAll('.group')].map(element => ({
    element,
    details: element.querySelector('.lines'),
    wasOpen: element.querySelector('.lines').open,
    title: `${element.querySelector('h4').textContent} ${element.dataset.rule}`,
    causes: [...element.querySelectorAll('.cause')],
  }));
  const folds = [...list.querySelectorAll('.folded')].map(element => ({ element, wasOpen: element.open }));
  const total = groups.reduce((sum, group) => sum + group.causes.length, 0);
  if (total === 0) return;
  form.hidden = false;

  // The searchable text of a line is made when somebody first searches: with thousands of lines it takes a moment.
  const texts = new WeakMap();
  const textOf = (cause, group) => {
    let text = texts.get(cause);
    if (text === undefined) {
      text = fold(`${group.title} ${cause.textContent}`);
      texts.set(cause, text);
    }
    return text;
  };

  const apply = () => {
    const words = fold(field('q').value).split(/\s+/).filter(Boolean);
    const wanted = id => field(id).value;
    const [severity, owner, system, agency] = ['severity', 'owner', 'system', 'agency'].map(wanted);
    const onlyNew = field('new').checked;
    const active = words.length > 0 || severity || owner || system || agency || onlyNew;
    let hits = 0;
    for (const group of groups) {
      const inGroup =
        (!severity || group.element.dataset.severity === severity) &&
        (!owner || group.element.dataset.owner === owner);
      let shown = 0;
      for (const cause of group.causes) {
        const { s, a } = cause.dataset;
        const hit =
          inGroup &&
          (!system || s === system) &&
          (!agency || a.split(' ').includes(agency)) &&
          (!onlyNew || 'new' in cause.dataset) &&
          (words.length === 0 || words.every(word => textOf(cause, group).includes(word)));
        cause.hidden = !hit;
        if (hit) shown += 1;
      }
      hits += shown;
      group.element.hidden = shown === 0 && Boolean(active);
      group.details.open = active ? shown > 0 : group.wasOpen;
    }
    for (const fold of folds) {
      const found = fold.element.querySelector('.group:not([hidden])') !== null;
      fold.element.open = active ? found : fold.wasOpen;
      fold.element.hidden = !found;
    }
    field('hits').textContent = active
      ? `Đang xem ${hits.toLocaleString('vi')} trên ${total.toLocaleString('vi')} nguyên nhân.`
      : `${total.toLocaleString('vi')} nguyên nhân.`;
    field('no-hits').hidden = hits > 0;
  };

  let waiting;
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  document.addEventListener('click', event => {
    const link = event.target.closest('[data-show-owner]');
    if (!link) return;
    form.reset();
    field('owner').value = link.dataset.showOwner;
    setTimeout(apply);
  });
  // Paper cannot be clicked open; lists of agencies stay closed, the workbook has them.
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('.lines:not([open])')];
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of closed) details.open = false;
  });
  apply();
})();
