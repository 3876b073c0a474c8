package dev.rockpool.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @Test
    void oneServerAtATimeHoldsAFolder(@TempDir Path folder) throws Exception {
        try (DataFolder held = DataFolder.open(folder)) {
            assertThat(held.databaseFile()).isEqualTo(folder.toAbsolutePath().resolve("rockpool.db"));
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .hasMessageContaining("Another Rockpool is using the data folder");
        }
        DataFolder.open(folder).close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerReadsTheDatabase(@TempDir Path folder) throws Exception {
        try (DataFolder held = DataFolder.open(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(held.databaseFile())))
                    .isEqualTo("rw-------");
        }
    }
}
