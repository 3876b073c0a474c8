package dev.rockpool.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All branches of a chat, to find out which messages were said in place of each other: those
/// that follow the same one.
final class BranchTree {

    /// A branch.
    ///
    /// @param parent the branch that owns the last message it keeps, null when it keeps none
    /// @param keptTo the position of that message
    /// @param used   grows each time a branch of the chat is left
    record Branch(int number, @Nullable Integer parent, int keptTo, long used) {}

    /// Where a branch begins.
    private record Start(@Nullable Integer parent, int keptTo) {}

    private record Said(int branch, int position) {}

    private final Map<Integer, Branch> branches = new LinkedHashMap<>();
    private final Map<Integer, NavigableSet<Integer>> own = new HashMap<>();
    private final int current;

    /// @param branches all of the chat
    /// @param current  the one the chat stands at
    BranchTree(List<Branch> branches, int current) {
        branches.forEach(branch -> this.branches.put(branch.number(), branch));
        this.current = current;
    }

    /// Notes a message of the chat.
    void add(int branch, int position) {
        own.computeIfAbsent(branch, _ -> new TreeSet<>()).add(position);
    }

    /// The versions of the messages that have several, by position.
    Map<Integer, Versions> versions() {
        Map<Integer, Versions> found = new HashMap<>();
        alternatives().values().stream().filter(said -> said.size() > 1).forEach(said -> number(said, found));
        return found;
    }

    /// What begins each branch stands in place of what follows the same message in its parent.
    private Map<Start, List<Said>> alternatives() {
        Map<Start, List<Said>> alternatives = new HashMap<>();
        for (Branch branch : branches.values()) {
            Start start = new Start(branch.parent(), branch.keptTo());
            List<Said> said = alternatives.computeIfAbsent(start, this::inParent);
            NavigableSet<Integer> mine = own.get(branch.number());
            if (mine != null) {
                said.add(new Said(branch.number(), mine.first()));
            }
        }
        return alternatives;
    }

    private List<Said> inParent(Start start) {
        List<Said> said = new ArrayList<>();
        NavigableSet<Integer> positions = start.parent() == null ? null : own.get(start.parent());
        Integer next = positions == null ? null : positions.higher(start.keptTo());
        if (start.parent() != null && next != null) {
            said.add(new Said(start.parent(), next));
        }
        return said;
    }

    private void number(List<Said> alternatives, Map<Integer, Versions> found) {
        List<Said> said = alternatives.stream()
                .sorted(Comparator.comparingInt(Said::position))
                .toList();
        for (int i = 0; i < said.size(); i++) {
            found.put(
                    said.get(i).position(),
                    new Versions(
                            i + 1,
                            said.size(),
                            i == 0 ? null : branchWith(said.get(i - 1)),
                            i == said.size() - 1 ? null : branchWith(said.get(i + 1))));
        }
    }

    /// The branch used last of those that tell this message.
    private int branchWith(Said said) {
        return branches.values().stream()
                .filter(branch -> tells(branch, said))
                .max(Comparator.comparing((Branch branch) -> branch.number() == current)
                        .thenComparingLong(Branch::used)
                        .thenComparingInt(Branch::number))
                .map(Branch::number)
                .orElse(said.branch());
    }

    private boolean tells(Branch branch, Said said) {
        int upTo = Integer.MAX_VALUE;
        Branch at = branch;
        while (at != null && at.number() != said.branch()) {
            upTo = at.keptTo();
            at = at.parent() == null ? null : branches.get(at.parent());
        }
        return at != null && said.position() <= upTo;
    }
}
