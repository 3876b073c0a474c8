package dev.rockpool.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The machine that was measured on.
///
/// @param processor its name
/// @param cores     how many of them the JVM may use
/// @param memory    in GB
/// @param system    operating system and kernel
/// @param java      the JDK that ran server and load
/// @param load      load average of the minute before the run; well above zero means that the machine was busy
public record Machine(String processor, int cores, double memory, String system, String java, double load) {

    static Machine here() {
        return new Machine(
                find("/proc/cpuinfo", "model name\\s*:\\s*(.+)", "unknown processor"),
                Runtime.getRuntime().availableProcessors(),
                Double.parseDouble(find("/proc/meminfo", "MemTotal:\\s*(\\d+) kB", "0")) / 1024 / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                Double.parseDouble(find("/proc/loadavg", "^(\\S+)", "0")));
    }

    /// In one sentence.
    String description() {
        return String.format(
                Locale.ROOT, "%s, %d cores, %.0f GB, %s, %s, load %.2f", processor, cores, memory, system, java, load);
    }

    private static String find(String file, String pattern, String otherwise) {
        try {
            Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
            return found.find() ? found.group(1) : otherwise;
        } catch (IOException e) {
            return otherwise;
        }
    }
}
