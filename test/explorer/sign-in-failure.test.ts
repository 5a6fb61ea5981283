/** Errors of a sign-in become sentences that say what to do, with the number that an administrator can look up. */
import { describe, expect, test } from 'vitest';
import { failureText, isPassing } from '../../src/explorer/page/shared/account/sign-in-failure.js';

const msal = (errorCode: string, errorMessage = '') =>
  Object.assign(new Error(errorMessage), { errorCode, errorMessage });

describe('the reason', () => {
  test.each([
    [msal('access_denied', 'AADSTS65004: User declined.'), /^You did not accept the permissions .* \(AADSTS65004\)$/],
    [msal('invalid_request', 'AADSTS9002326: Cross-origin.'), /not registered as a single-page application/],
    [msal('interaction_required', 'AADSTS53003: Blocked.'), /^A Conditional Access policy .* \(AADSTS53003\)$/],
    [msal('popup_window_error'), /^The browser did not open the window .* \(popup_window_error\)$/],
    [
      msal('invalid_grant', 'AADSTS12345: Something new.'),
      /^Your sign-in has ended\. Sign in again\. \(AADSTS12345\)$/,
    ],
    [msal('of_tomorrow'), /^The sign-in failed\. Sign in again\. \(of_tomorrow\)$/],
    [new TypeError('x is undefined'), /^The sign-in failed\. Sign in again\.$/],
    [undefined, /^The sign-in failed\. Sign in again\.$/],
  ])('of %s', (error, words) => {
    expect(failureText(error)).toMatch(words);
  });
});

test('only a connection that fails may succeed later without the user', () => {
  expect(isPassing(msal('post_request_failed'))).toBe(true);
  expect(isPassing(msal('no_network_connectivity'))).toBe(true);
  expect(isPassing(msal('invalid_grant', 'AADSTS700084'))).toBe(false);
  expect(isPassing(new TypeError('x is undefined'))).toBe(false);
});
