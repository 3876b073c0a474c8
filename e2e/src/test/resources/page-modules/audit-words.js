const { AUDIT_TYPES, auditDetails, auditTitle } = await import("app/audit-words.js");

test("what happened is told in words, also where the page does not know it yet", () => {
  equal(auditTitle({ type: "sign_in_failed" }), "Failed to sign in");
  equal(auditTitle({ type: "tide_turned" }), "Tide turned");
});

test("what is known of an entry follows, without what is empty", () => {
  equal(auditDetails({ subject: "a1", data: { role: "member", fields: ["name", "url"], none: null } }), "on a1, role: member, fields: name url");
  equal(auditDetails({ subject: null, data: null }), "");
  equal(auditDetails({ subject: "a1", subjectName: "Mara", data: {} }), "on Mara");
  equal(auditDetails({ subject: "a1", actor: "a1", data: {} }), "", "what somebody did to their own account");
});

test("the choice begins with everything and names each type once", () => {
  equal(AUDIT_TYPES[0], ["", "Everything"]);
  equal(new Set(AUDIT_TYPES.map(([type]) => type)).size, AUDIT_TYPES.length);
});
