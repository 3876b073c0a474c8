const { addressProblem, emailProblem, limitOf, limitProblem, nameProblem, passwordProblem, problemsOf } =
  await import("app/validation.js");

test("an e-mail address has an @ with something on both sides and no blanks", () => {
  equal(["mara@example.com", " mara@example.com ", "a@b"].map(emailProblem), [null, null, null]);
  const wrong = ["mara", "@example.com", "mara@", "ma ra@example.com", "a@b@c", `${"a".repeat(250)}@example.com`];
  equal(new Set(wrong.map(emailProblem)).size, 1, "one sentence for all of them");
  equal(emailProblem("  "), "Enter your e-mail address.");
});

test("a password is long enough, not endless, and not the e-mail address", () => {
  equal(passwordProblem("limpet kelp crab"), null);
  equal(passwordProblem("short"), "Use at least 12 characters. This has 5.");
  equal(passwordProblem("🐚🐚🐚🐚🐚"), "Use at least 12 characters. This has 5.", "as people count");
  equal(passwordProblem("x".repeat(129)), "Use at most 128 characters.");
  equal(passwordProblem("Mara@example.com", "mara@Example.com "), "Your e-mail address is no password.");
});

test("a gateway's address is http or https with a host and without secrets", () => {
  const right = ["http://127.0.0.1:18789", "https://claw.example.com/path", " https://claw.example.com "];
  equal(right.map(addressProblem), [null, null, null]);
  const wrong = ["claw.example.com", "ftp://claw", "http://", "https://me:secret@claw", "https://claw?token=1", "https://claw#a", ""];
  equal(wrong.map((address) => addressProblem(address) === null), wrong.map(() => false));
});

test("a limit is a whole number, or nothing for none", () => {
  equal(["", " ", "0", "50"].map((text) => limitProblem(text)), [null, null, null, null]);
  equal(["-1", "1.5", "many", "NaN"].map((text) => limitProblem(text) === null), [false, false, false, false]);
  equal(limitProblem("1001", 1_000), "At most 1,000.");
  equal(["", "0", "50"].map(limitOf), [null, 0, 50]);
});

test("fields without a problem are not named", () => {
  equal(problemsOf({ name: nameProblem("Mara"), email: emailProblem("") }), { email: "Enter your e-mail address." });
  equal(nameProblem("x".repeat(81)), "Use at most 80 characters.");
  equal(nameProblem(" ", { needed: "Name it." }), "Name it.");
});
