/**
 * Tells readers of the screen that GraphiQL's tabs are a list of buttons, one of them current. GraphiQL says "tab" of
 * what holds two buttons, to open and to close, and inside a tab such readers find neither. The current tab is kept in
 * sight where the list scrolls.
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
    if (button && button.getAttribute('aria-current') !== isCurrent) {
      button.setAttribute('aria-current', isCurrent);
      if (isCurrent === 'true') showInList(item);
    }
    const closing = `Close ${button?.textContent}`;
    const close = item.querySelector('.graphiql-tab-close');
    if (close && close.getAttribute('aria-label') !== closing) close.setAttribute('aria-label', closing);
  }
  for (const panel of root.querySelectorAll('[role="tabpanel"]')) panel.setAttribute('role', 'region');
}

/** Scrolls the list alone, not the page. */
function showInList(item: Element): void {
  const list = item.parentElement;
  if (list === null) return;
  const [shown, wanted] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
  if (wanted.left < shown.left) list.scrollLeft -= shown.left - wanted.left;
  if (wanted.right > shown.right) list.scrollLeft += wanted.right - shown.right;
}
