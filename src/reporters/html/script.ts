/** What the HTML report does with JavaScript, and lacks nothing without: filters, unfolding for links and for print. */

export const SCRIPT = `'use strict';
(() => {
  const form = document.querySelector('.filter');
  const found = [...document.querySelectorAll('[data-verdict]')];
  const rules = [...document.querySelectorAll('[data-rule]')];
  const output = form.querySelector('output');
  const values = (name) => [...new Set(found.map((each) => each.dataset[name]))].filter(Boolean).sort();
  const fill = (name) => {
    const select = form.elements[name];
    for (const value of values(name)) select.add(new Option(value, value));
    select.closest('label').hidden = select.options.length < 3;
  };
  const texts = new Map();
  const textOf = (each) => {
    if (!texts.has(each)) texts.set(each, (each.closest('[data-rule]').dataset.rule + ' ' + each.textContent).toLowerCase());
    return texts.get(each);
  };
  const filter = () => {
    const verdicts = new Set([...form.querySelectorAll('[name=verdict]:checked')].map((box) => box.value));
    const wanted = ['severity', 'account', 'region'].map((name) => [name, form.elements[name].value]).filter(([, value]) => value !== '');
    const text = form.elements.text.value.trim().toLowerCase();
    let shown = 0;
    for (const each of found) {
      const fits = verdicts.has(each.dataset.verdict) && wanted.every(([name, value]) => each.dataset[name] === value)
        && (text === '' || textOf(each).includes(text));
      each.hidden = !fits;
      if (fits) shown++;
    }
    for (const rest of document.querySelectorAll('.rest')) rest.hidden = !rest.querySelector('tbody tr:not([hidden])');
    for (const rule of rules) rule.hidden = !rule.querySelector('[data-verdict]:not([hidden])') && shown < found.length;
    const all = found.length + (found.length === 1 ? ' finding' : ' findings');
    output.textContent = shown === found.length ? all : shown + ' of ' + all;
  };
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest('[hidden]')) { form.reset(); filter(); }
    for (let each = target; each; each = each.parentElement) if (each.tagName === 'DETAILS') each.open = true;
    target.scrollIntoView();
  };
  ['severity', 'account', 'region'].forEach(fill);
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  for (const link of document.querySelectorAll('[data-pick]')) {
    link.addEventListener('click', () => { form.elements.account.value = link.dataset.pick; filter(); });
  }
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details:not([open])')];
    for (const each of folded) each.open = true;
  });
  addEventListener('afterprint', () => { for (const each of folded) each.open = false; });
  addEventListener('hashchange', reveal);
  filter();
  reveal();
})();
`;
