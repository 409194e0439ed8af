package dev.belay.evaluation.markup;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/** Whether a whole text is one well-formed XML document with namespaces that are bound. */
public final class XmlText {
    private static final SAXParserFactory PARSERS = parsers();

    private XmlText() {}

    /** Nothing outside of the text is read, and a declaration of entities is refused before it can be expanded. */
    private static SAXParserFactory parsers() {
        var factory = SAXParserFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        } catch (ParserConfigurationException | SAXException absent) {
            throw new IllegalStateException("The XML parser cannot be made safe", absent);
        }
        return factory;
    }

    /** The factory makes no promise to threads; the parsers it makes are each used by one. */
    private static SAXParser parser() throws ParserConfigurationException, SAXException {
        synchronized (PARSERS) {
            return PARSERS.newSAXParser();
        }
    }

    /** Why it is not, or which of the elements that must be there is missing, or nothing. */
    public static Optional<String> problemOf(String text, List<String> required) {
        var xml = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (Doctype.hasInternalSubset(xml)) {
            return Optional.of("DTD internal subsets are not supported by is-xml validation");
        }
        try {
            parser().parse(new InputSource(new StringReader(xml)), new Silent());
        } catch (SAXException | IOException malformed) {
            return Optional.of("XML parsing failed: " + malformed.getMessage());
        } catch (ParserConfigurationException unusable) {
            throw new IllegalStateException("There is no XML parser", unusable);
        }
        try {
            var tree = XmlTree.of(xml);
            var missing =
                    required.stream().filter(path -> !XmlTree.has(tree, path)).toList();
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of("XML is missing required elements: " + String.join(", ", missing));
        } catch (XmlTree.Unreadable unreadable) {
            return Optional.of("XML parsing failed: " + unreadable.getMessage());
        }
    }

    /** Prints nothing, and gives an empty text for whatever lies outside. */
    private static final class Silent extends DefaultHandler2 {
        @Override
        public InputSource resolveEntity(String name, String publicId, String baseUri, String systemId) {
            return new InputSource(new StringReader(""));
        }

        @Override
        public void error(SAXParseException invalid) throws SAXException {
            throw invalid;
        }
    }
}
