/** Whether the service issues its own tokens. It writes its mode into the page's HTML. */
export const IS_LOCAL_MODE = document.documentElement.dataset['mode'] === 'local';
