// The calls of signing in and of the settings, one function each. They fail as those of `api.js` do.

import { json } from "app/api.js";

const post = (path, body = {}) => json(path, { method: "POST", body });
const put = (path, body) => json(path, { method: "PUT", body });
const patch = (path, body) => json(path, { method: "PATCH", body });
const remove = (path, body = {}) => json(path, { method: "DELETE", body });
const asked = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value)).toString();

// The way in ------------------------------------------------------------------------------------------------------

/**
 * {registration, guests, passkeys, providers: [{id, name}], first, setupCode}. `first`: nobody is administrator yet;
 * `setupCode`: whoever becomes it has to give the code of the server's log.
 */
export const waysIn = () => json("/api/sign-in");
/** What went wrong on the way back from a provider. */
export const signInProblem = async (code) => (await json(`/api/sign-in/problems/${encodeURIComponent(code)}`)).sentence;
export const signIn = (email, password) => post("/api/sign-in", { email, password });
export const signOut = () => post("/api/sign-out");
export const register = (account) => post("/api/account", account);
export const resetPassword = (token, password) => post("/api/password-reset", { token, password });
/** Where a provider's sign-in begins, and afterwards the page it was begun for. */
export const providerAddress = (id, next) => `/oauth2/authorization/${encodeURIComponent(id)}?next=${encodeURIComponent(next)}`;

// One's own account -----------------------------------------------------------------------------------------------

export const changeAccount = (fields) => patch("/api/account", fields);
export const changePassword = (current, password) => put("/api/account/password", { current, password });
export const deleteAccount = (proof) => remove("/api/account", proof);
export const devices = async () => (await json("/api/account/devices")).devices;
export const signOutDevice = (id) => remove(`/api/account/devices/${encodeURIComponent(id)}`);
export const signOutEverywhere = () => remove("/api/account/devices");
export const passkeys = async () => (await json("/api/account/passkeys")).passkeys;
export const renamePasskey = (id, label) => patch(`/api/account/passkeys/${encodeURIComponent(id)}`, { label });
export const removePasskey = (id) => remove(`/api/account/passkeys/${encodeURIComponent(id)}`);

/** {identities: [{id, provider, name, email, createdAt}], providers: [{id, name}]}, the second those not linked yet. */
export const identities = () => json("/api/account/identities");
/** Where to go to link one. */
export const linkIdentity = async (provider) => (await post("/api/account/identities", { provider })).url;
export const unlinkIdentity = (id) => remove(`/api/account/identities/${encodeURIComponent(id)}`);

// Other people ----------------------------------------------------------------------------------------------------

/** {accounts, hasMore} */
export const accounts = (query, after) => json(`/api/accounts?${asked({ query, after, limit: 50 })}`);
export const changeMember = (id, fields) => patch(`/api/accounts/${id}`, fields);
export const deleteMember = (id) => remove(`/api/accounts/${id}`);
export const passwordLink = (id) => post(`/api/accounts/${id}/password-link`);
export const invitations = async () => (await json("/api/invitations")).invitations;
export const invite = (invitation) => post("/api/invitations", invitation);
export const revokeInvitation = (id) => remove(`/api/invitations/${id}`);
export const registration = () => json("/api/registration");
export const setRegistration = (mode) => put("/api/registration", { mode });
/** [{role, messagesPerDay, runsAtOnce, attachmentBytes}], null is no limit. */
export const limits = async () => (await json("/api/limits")).limits;
export const setLimits = (limits) => put("/api/limits", { limits });

/** {entries, hasMore}, newest first; `actor` is an account's id. */
export const audit = ({ before, type, actor }) => json(`/api/audit?${asked({ before, type, actor, limit: 50 })}`);
export const auditExport = ({ type, actor }) => `/api/audit/export?${asked({ type, actor })}`.replace(/\?$/, "");

/** [{day, gateway, agent, up, down}] of the last days, the latest first; gateways that are people's own have no id. */
export const voteCounts = async (days) => (await json(`/api/votes/counts?days=${days}`)).counts;

// Gateways --------------------------------------------------------------------------------------------------------

export const gateways = () => json("/api/gateways");
export const addGateway = (gateway) => post("/api/gateways", gateway);
export const changeGateway = (id, fields) => patch(`/api/gateways/${id}`, fields);
/** Refused with 409 while chats are on it, unless they are to be kept. */
export const removeGateway = (id, keepChats) => remove(`/api/gateways/${id}${keepChats ? "?chats=keep" : ""}`);
export const testGateway = (gateway) => post("/api/gateways/test", gateway);
/** Tries it as it would be with these changes. */
export const testKnownGateway = (id, changes = {}) => post(`/api/gateways/${id}/test`, changes);
/** {allowed, privateAddresses}: whether members may connect gateways of their own. */
export const ownGateways = () => json("/api/gateways/own");
export const allowOwnGateways = (allowed) => put("/api/gateways/own", { allowed });

/** What a link shows; the token is the whole secret. */
export const shared = (token) => json(`/api/share/${encodeURIComponent(token)}`);
