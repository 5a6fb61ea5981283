/** Says in plain words why a sign-in failed and what to do, for each error that a user or an administrator can put right. */

/** What MSAL's errors have in common. */
interface MsalError {
  readonly errorCode?: unknown;
  readonly errorMessage?: unknown;
}

const ASK_AN_ADMINISTRATOR = 'Ask an administrator of your organisation';
const NO_CONSENT = `Your organisation has not allowed this application yet. ${ASK_AN_ADMINISTRATOR} to grant it consent.`;
const DECLINED = 'You did not accept the permissions that this application needs. Sign in again and accept them.';
const BLOCKED = `A Conditional Access policy does not allow this sign-in. ${ASK_AN_ADMINISTRATOR}.`;
const WRONG_SCOPES = `This application may not ask for these scopes. ${ASK_AN_ADMINISTRATOR} to check SIGN_IN_SCOPES and the API permissions.`;
const NOT_ASKED = 'The answer of the login page does not belong to a sign-in that this tab began. Sign in again.';
const SLOW = 'The window for the sign-in did not answer. Sign in again.';
const NO_WINDOW =
  'The browser did not open the window for the sign-in. Allow windows of this page, then sign in again.';
const UNREACHABLE = 'The login page cannot be reached. Check the connection of this computer, then sign in again.';
const ENDED = 'Your sign-in has ended. Sign in again.';

/** By the number of Microsoft Entra ID's error. */
const BY_NUMBER: Readonly<Record<string, string>> = {
  50020: 'This account is not of an organisation that may use this application. Use another account.',
  50105: `Your account is not assigned to this application. ${ASK_AN_ADMINISTRATOR} to assign it.`,
  53000: BLOCKED,
  53001: BLOCKED,
  53003: BLOCKED,
  65001: NO_CONSENT,
  65004: DECLINED,
  65005: WRONG_SCOPES,
  90008: WRONG_SCOPES,
  90009: WRONG_SCOPES,
  90094: NO_CONSENT,
  500011: WRONG_SCOPES,
  650053: WRONG_SCOPES,
  650057: WRONG_SCOPES,
  700084: ENDED,
  9002326: `The address of this page is not registered as a single-page application. ${ASK_AN_ADMINISTRATOR} to add its redirect URI with that platform.`,
};

/** By the error code of OAuth or of MSAL. */
const BY_CODE: Readonly<Record<string, string>> = {
  access_denied: 'Microsoft Entra ID did not allow this sign-in.',
  consent_required: NO_CONSENT,
  interaction_required: ENDED,
  invalid_grant: ENDED,
  login_required: ENDED,
  no_account_error: ENDED,
  no_account_in_silent_request: ENDED,
  no_tokens_found: ENDED,
  refresh_token_expired: ENDED,
  state_mismatch: NOT_ASKED,
  nonce_mismatch: NOT_ASKED,
  no_state_in_hash: NOT_ASKED,
  state_not_found: NOT_ASKED,
  invalid_state: NOT_ASKED,
  unable_to_parse_state: NOT_ASKED,
  no_token_request_cache_error: NOT_ASKED,
  unable_to_parse_token_request_cache_error: NOT_ASKED,
  user_cancelled: 'You came back without signing in.',
  empty_window_error: NO_WINDOW,
  popup_window_error: NO_WINDOW,
  timed_out: SLOW,
  no_network_connectivity: UNREACHABLE,
  get_request_failed: UNREACHABLE,
  post_request_failed: UNREACHABLE,
  network_error: UNREACHABLE,
  endpoints_resolution_error: UNREACHABLE,
  openid_config_error: UNREACHABLE,
};

/** The reason to show. It ends with the error's code, which an administrator can look up. */
export function failureText(error: unknown): string {
  const { code, number } = parsed(error);
  const shown = number === null ? code : `AADSTS${number}`;
  const text = BY_NUMBER[number ?? ''] ?? BY_CODE[code ?? ''] ?? 'The sign-in failed. Sign in again.';
  return shown === null ? text : `${text} (${shown})`;
}

/** Whether the same may succeed later without the user. */
export function isPassing(error: unknown): boolean {
  const { code, number } = parsed(error);
  return number === null && BY_CODE[code ?? ''] === UNREACHABLE;
}

function parsed(error: unknown): { readonly code: string | null; readonly number: string | null } {
  const { errorCode, errorMessage } = Object(error) as MsalError;
  const [, number = null] = /AADSTS(\d+)/.exec(String(errorMessage)) ?? [];
  return { code: typeof errorCode === 'string' && errorCode !== '' ? errorCode : null, number };
}
