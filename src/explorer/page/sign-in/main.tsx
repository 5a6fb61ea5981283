/**
 * The page to which the login page sends the browser back. Hands the answer to the page that asked, in this window or in another
 * one, and does not look into it.
 */
import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

function say(title: string, text: string): void {
  const [main, heading] = [document.createElement('main'), document.createElement('h1')];
  const [message, link] = [document.createElement('p'), document.createElement('a')];
  heading.textContent = title;
  message.textContent = text;
  link.textContent = 'Open the explorer';
  link.href = '.';
  main.append(heading, message, link);
  document.getElementById('root')?.replaceChildren(main);
}

/** Without a page that asked, MSAL would open the root of the host, also if a proxy serves this service below a path. */
function open(url: string): Promise<boolean> {
  location.replace(url === `${location.origin}/` ? '.' : url);
  return new Promise(() => {});
}

try {
  await broadcastResponseToMainFrame({ navigateInternal: open, navigateExternal: open });
  // Windows close themselves, if the browser lets them.
  say('Signed in', 'You can close this window.');
} catch {
  say('Not signed in', 'No sign-in has just ended here.');
}
