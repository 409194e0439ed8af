package dev.belay.evaluation.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns the tree of a pattern into steps. Registers 2n and 2n + 1 are the start and end of group n. */
final class Compiler {
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> names;
    private int registers;

    private Compiler(int groups, Map<String, Integer> names) {
        this.registers = 2 * (groups + 1);
        this.names = names;
    }

    /** @param registers how many registers the steps use */
    record Program(List<Step> steps, int registers) {}

    static Program compile(PatternReader pattern) {
        var tree = pattern.read();
        var compiler = new Compiler(pattern.groups(), pattern.names());
        compiler.emit(tree, false);
        compiler.steps.add(Step.Done.DONE);
        return new Program(List.copyOf(compiler.steps), compiler.registers);
    }

    private void emit(Node node, boolean back) {
        switch (node) {
            case Node.Chars(var set) -> steps.add(new Step.Take(set, back));
            case Node.Sequence(var parts) -> (back ? parts.reversed() : parts).forEach(part -> emit(part, back));
            case Node.Either(var alternatives) -> either(alternatives, back);
            case Node.Capture(int group, var body) -> {
                steps.add(new Step.Mark(back ? 2 * group + 1 : 2 * group));
                emit(body, back);
                steps.add(new Step.Mark(back ? 2 * group : 2 * group + 1));
            }
            case Node.BackReference(int group) -> steps.add(new Step.SameAs(group, back));
            case Node.NamedBackReference(var name) -> steps.add(new Step.SameAs(names.get(name), back));
            case Node.Look look -> look(look);
            case Node.Repeat repeat -> repeat(repeat, back);
            case Node.Edge edge -> steps.add(new Step.Check(edge));
        }
    }

    private int hole() {
        steps.add(Step.Done.DONE);
        return steps.size() - 1;
    }

    private void either(List<Node> alternatives, boolean back) {
        var ends = new ArrayList<Integer>();
        for (var alternative : alternatives.subList(0, alternatives.size() - 1)) {
            int split = hole();
            emit(alternative, back);
            ends.add(hole());
            steps.set(split, new Step.Split(split + 1, steps.size()));
        }
        emit(alternatives.getLast(), back);
        ends.forEach(end -> steps.set(end, new Step.Jump(steps.size())));
    }

    private void look(Node.Look look) {
        int register = registers;
        registers += 2;
        int start = hole();
        emit(look.body(), !look.ahead());
        steps.add(new Step.Looked(register, look.negative()));
        steps.set(start, new Step.Look(register, look.negative(), steps.size()));
    }

    private void repeat(Node.Repeat repeat, boolean back) {
        if (repeat.max() == 0) {
            return;
        }
        if (repeat.body() instanceof Node.Chars(var set) && repeat.greedy() && !back) {
            steps.add(new Step.TakeRun(set, repeat.min(), repeat.max()));
            return;
        }
        int counter = registers;
        int mark = registers + 1;
        registers += 2;
        steps.add(new Step.Zero(counter));
        int head = hole();
        steps.add(new Step.Mark(mark));
        if (repeat.endGroup() > repeat.firstGroup()) {
            steps.add(new Step.Unset(2 * repeat.firstGroup(), 2 * repeat.endGroup()));
        }
        emit(repeat.body(), back);
        steps.add(new Step.EndRound(counter, repeat.min(), mark, head));
        steps.set(head, new Step.Rounds(counter, repeat.min(), repeat.max(), repeat.greedy(), head + 1, steps.size()));
    }
}
