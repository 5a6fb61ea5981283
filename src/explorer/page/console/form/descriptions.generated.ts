export const DESCRIPTIONS = {
  "displayName": "The name for administrators: 1 to 256 characters after trimming. Control, zero-width and direction-overriding characters are not allowed, except joiners next to a letter that can join (as in Persian and Hindi) and the parts of emoji. Stored in Unicode's composed form (NFC). For example `Field staff`.",
  "helpUrl": "The page that explains to users how to get the credential: an absolute `http` or `https` URL of at most 2,048 characters, with a host that DNS allows, without a user name or password. For example `https://example.com/helpUrl/`. Null for none. Required: without it, a create fails with `BAD_USER_INPUT`.",
  "issuer": "The issuer of the credentials. It cannot be changed later.",
  "notificationType": "How users are notified to get or renew a credential.",
  "renewalThresholdPercentage": "The percentage of a credential's lifetime that is left when its renewal is due: 1 to 99.",
  "ENTRUST_DATACARD": "Entrust Datacard. Graph spells it `entrustDatacard`.",
  "INTERCEDE": "Intercede (MyID). Graph spells it `intercede`.",
  "PUREBRED": "DISA Purebred, for the United States Department of Defense. Graph spells it `purebred`.",
  "X_TEC": "XTec (AuthentX). Graph spells it `xTec`.",
  "COMPANY_PORTAL": "A notification in the Company Portal app. Graph spells it `companyPortal`.",
  "COMPANY_PORTAL_AND_EMAIL": "Both the Company Portal app and an e-mail. Graph spells it `companyPortal,email`.",
  "EMAIL": "An e-mail. Graph spells it `email`.",
  "NONE": "No notification. Graph spells it `none`.",
  "deleteDerivedCredentialSettings": "Deletes a settings object. In Intune, this breaks the credentials that are on devices until every user enrols again. The history stays readable."
} as const;
