// Runs in every document before anything else, frames included: notes whatever must not happen.
(() => {
  const tell = (what) => globalThis.tellCanary?.(`${what} in ${location.href.slice(0, 80)}`);
  globalThis.canary = () => tell("a script ran");
  document.addEventListener("securitypolicyviolation", (event) => {
    tell(`the policy refused ${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}`);
  });
  globalThis.print = () => tell("the page was printed");
})();
