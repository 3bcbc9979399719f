package replog.sim;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that a run does, as data: with its seed it decides the run completely. As a file it is a line with seed and
 * options, and a line for each step.
 */
public record Schedule(long seed, SimOptions options, List<Step> steps) {

    /** Name and version of the file's format. */
    public static final String FORMAT = "replog-schedule/1";

    private static final JsonMapper MAPPER = new JsonMapper();

    private record Head(String format, long seed, SimOptions options) {}

    /** @throws IllegalArgumentException where options or steps are missing or make no sense */
    public Schedule {
        if (options == null) {
            throw new IllegalArgumentException("there are no options");
        }
        for (Step step : steps) {
            if (step.kind() == null || step.node() == null || step.atMs() < 0 || step.forMs() < 0 || step.value() < 0) {
                throw new IllegalArgumentException("not a step: " + step);
            }
        }
        steps = List.copyOf(steps);
    }

    Schedule with(List<Step> otherSteps) {
        return new Schedule(seed, options, otherSteps);
    }

    Schedule with(SimOptions otherOptions) {
        return new Schedule(seed, otherOptions, steps);
    }

    /** The lines of the file. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(MAPPER.writeValueAsString(new Head(FORMAT, seed, options)));
        for (Step step : steps) {
            lines.add(MAPPER.writeValueAsString(step));
        }
        return lines;
    }

    /**
     * The schedule that the lines of a file are.
     *
     * @throws IllegalArgumentException where they are none, with a reason for a person
     */
    public static Schedule of(List<String> lines) {
        int number = 0;
        try {
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("an empty file is no schedule");
            }
            Head head = MAPPER.readValue(lines.get(number), Head.class);
            if (!FORMAT.equals(head.format())) {
                throw new IllegalArgumentException("format " + head.format() + ", not " + FORMAT);
            }
            List<Step> steps = new ArrayList<>();
            for (number = 1; number < lines.size(); number++) {
                if (!lines.get(number).isBlank()) {
                    steps.add(MAPPER.readValue(lines.get(number), Step.class));
                }
            }
            return new Schedule(head.seed(), head.options(), steps);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("line " + (number + 1) + ": " + e.getOriginalMessage(), e);
        }
    }
}
