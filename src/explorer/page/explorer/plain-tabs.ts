/**
 * Corrects the ARIA roles of GraphiQL's tabs for screen readers. GraphiQL gives role "tab" to an element that contains two
 * buttons (open, close), and screen readers do not find buttons inside a tab. Here the tabs become a list of buttons with
 * one current. Also scrolls the list so that the current tab is visible.
 */

export function keepTabsPlain(root: Element): void {
  const attributeFilter = ['role', 'aria-selected', 'class'];
  new MutationObserver(() => correctRoles(root)).observe(root, { subtree: true, childList: true, attributeFilter });
}

function correctRoles(root: Element): void {
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

/** Scrolls the list only, not the page. */
function showInList(item: Element): void {
  const list = item.parentElement;
  if (list === null) return;
  const [shown, wanted] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
  if (wanted.left < shown.left) list.scrollLeft -= shown.left - wanted.left;
  if (wanted.right > shown.right) list.scrollLeft += wanted.right - shown.right;
}
