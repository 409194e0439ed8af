package dev.belay.evaluation.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.belay.evaluation.javascript.Coercion;
import java.util.List;

/** What a method is called with; an argument that is not there is undefined. */
record Arguments(List<JsonNode> all) {
    JsonNode at(int index) {
        return index < all.size() ? all.get(index) : MissingNode.getInstance();
    }

    String text(int index) {
        return Coercion.text(at(index));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** 0 for what is no number. */
    double number(int index, double absent) {
        double number = at(index).isMissingNode() ? absent : Coercion.number(at(index));
        return Double.isNaN(number) ? 0 : number;
    }

    /** An index into something so long; a negative one counts from its end. */
    int place(int index, double absent, int length) {
        double place = number(index, absent);
        return clamp(place < 0 ? length + place : place, length);
    }

    /** The same, which may lie outside. */
    int placeOrOutside(int index, int length) {
        double place = number(index, 0);
        return (int) (place < 0 ? length + place : place);
    }

    static int clamp(double index, int length) {
        return (int) Math.max(0, Math.min(length, index));
    }
}
