const { grouped, sectionAt, sectionsFor } = await import("app/sections.js");

const ids = (account) => sectionsFor(account).map(({ id }) => id);

test("guests see what is theirs, members their sign-in too, administrators everything", () => {
  equal(ids({ role: "guest", canAddGateway: true }), ["profile", "appearance"]);
  equal(ids({ role: "member", canAddGateway: false }), ["profile", "appearance", "sign-in"]);
  equal(ids({ role: "member", canAddGateway: true }), ["profile", "appearance", "sign-in", "gateways"]);
  equal(ids({ role: "administrator", canAddGateway: true }), [
    "profile", "appearance", "sign-in", "gateways", "members", "limits", "registration", "votes", "audit",
  ]);
});

test("an address names a section this account sees, or none", () => {
  const member = { role: "member" };
  equal(sectionAt("/settings/sign-in", member).label, "Sign-in and passkeys");
  equal([sectionAt("/settings", member), sectionAt("/settings/", member)], [null, null]);
  equal([sectionAt("/settings/audit", member), sectionAt("/settings/nothing", member)].map((section) => section === undefined), [true, true]);
});

test("sections stand under their headings, in order", () => {
  equal(grouped(sectionsFor({ role: "administrator" })).map(({ name, sections }) => [name, sections.length]), [["You", 3], ["Your team", 6]]);
  equal(grouped(sectionsFor({ role: "guest" })).map(({ name }) => name), ["You"]);
});
