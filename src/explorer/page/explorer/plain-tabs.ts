/**
 * Tells readers of the screen that GraphiQL's tabs are a list of buttons, one of them current. GraphiQL says "tab" of
 * what holds two buttons, to open and to close, and inside a tab such readers find neither.
 */

export function keepTabsPlain(root: Element): void {
  const attributeFilter = ['role', 'aria-selected', 'class'];
  new MutationObserver(() => mend(root)).observe(root, { subtree: true, childList: true, attributeFilter });
}

function mend(root: Element): void {
  for (const list of root.querySelectorAll('.graphiql-tabs[role]')) list.removeAttribute('role');
  for (const item of root.querySelectorAll('.graphiql-tab')) {
    for (const name of ['role', 'aria-selected']) if (item.hasAttribute(name)) item.removeAttribute(name);
    const isCurrent = String(item.classList.contains('graphiql-tab-active'));
    const button = item.querySelector('.graphiql-tab-button');
    if (button && button.getAttribute('aria-current') !== isCurrent) button.setAttribute('aria-current', isCurrent);
  }
  for (const panel of root.querySelectorAll('[role="tabpanel"]')) panel.setAttribute('role', 'region');
}
