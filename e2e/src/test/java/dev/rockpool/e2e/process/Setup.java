package dev.rockpool.e2e.process;

/// What the tests tell about what they find, install or miss on a machine.
public final class Setup {

    private Setup() {}

    /// One line on the build's console.
    public static void say(String line) {
        System.out.println("[e2e] " + line);
    }
}
