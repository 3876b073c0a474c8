package dev.rockpool.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rockpool.chat.BranchTree.Branch;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which messages stand in place of each other.
class BranchTreeTest {

    /// Questions at odd positions, answers at even ones.
    private static final List<Branch> EDITED =
            List.of(new Branch(1, null, 0, 7), new Branch(2, 1, 2, 9), new Branch(3, 1, 2, 0));

    @Test
    void aChatOfOneBranchHasNoVersions() {
        BranchTree tree = new BranchTree(List.of(new Branch(1, null, 0, 0)), 1);
        say(tree, 1, 1, 2, 3, 4);

        assertThat(tree.versions()).isEmpty();
    }

    @Test
    void whatFollowsTheSameMessageIsOneMessageInSeveralVersions() {
        BranchTree tree = edited(3);

        assertThat(tree.versions())
                .containsOnlyKeys(3, 5, 7)
                .containsEntry(3, new Versions(1, 3, null, 2))
                .containsEntry(5, new Versions(2, 3, 1, 3))
                .containsEntry(7, new Versions(3, 3, 2, null));
    }

    @Test
    void firstMessagesStandInPlaceOfEachOther() {
        BranchTree tree = new BranchTree(List.of(new Branch(1, null, 0, 1), new Branch(2, null, 0, 0)), 2);
        say(tree, 1, 1, 2);
        say(tree, 2, 3, 4);

        assertThat(tree.versions())
                .containsOnlyKeys(1, 3)
                .containsEntry(1, new Versions(1, 2, null, 2))
                .containsEntry(3, new Versions(2, 2, 1, null));
    }

    @Test
    void ofBranchesThatTellAVersionTheOneUsedLastIsTurnedTo() {
        List<Branch> branches = List.of(
                new Branch(1, null, 0, 3), new Branch(2, 1, 1, 8), new Branch(3, 2, 5, 5), new Branch(4, 1, 1, 0));
        BranchTree tree = new BranchTree(branches, 4);
        say(tree, 1, 1, 2, 3);
        say(tree, 2, 4, 5, 6);
        say(tree, 3, 7);
        say(tree, 4, 8);

        assertThat(tree.versions().get(8)).isEqualTo(new Versions(3, 3, 2, null));
        assertThat(tree.versions().get(6)).isEqualTo(new Versions(1, 2, null, 3));
    }

    @Test
    void aBranchThatLeftBeforeAVersionDoesNotTellIt() {
        // Branch 3 grew from branch 2 before its last question, so only branch 2 itself leads there.
        List<Branch> branches = List.of(new Branch(1, null, 0, 1), new Branch(2, 1, 2, 2), new Branch(3, 2, 4, 9));
        BranchTree tree = new BranchTree(branches, 1);
        say(tree, 1, 1, 2, 3);
        say(tree, 2, 4, 5);
        say(tree, 3, 6);

        assertThat(tree.versions().get(6)).isEqualTo(new Versions(2, 2, 2, null));
        assertThat(tree.versions().get(3)).isEqualTo(new Versions(1, 2, null, 3));
    }

    @Test
    void aBranchWhoseFirstAnswerIsStillWrittenIsNoVersionYet() {
        BranchTree tree = new BranchTree(List.of(new Branch(1, null, 0, 1), new Branch(2, 1, 1, 0)), 2);
        say(tree, 1, 1, 2);

        assertThat(tree.versions()).isEmpty();
    }

    private static BranchTree edited(int current) {
        BranchTree tree = new BranchTree(EDITED, current);
        say(tree, 1, 1, 2, 3, 4);
        say(tree, 2, 5, 6);
        say(tree, 3, 7, 8);
        return tree;
    }

    private static void say(BranchTree tree, int branch, int... positions) {
        for (int position : positions) {
            tree.add(branch, position);
        }
    }
}
